using System.Xml.Linq;

namespace HotPath.Architecture.Tests.Repository;

public class PackageReferenceTests
{
    [Fact]
    public void PackageReferences_All_LeaveTheVersionToTheCentralFile()
    {
        IEnumerable<string> files = RepositoryFiles.All(".csproj").Concat(RepositoryFiles.All(".props")).Concat(RepositoryFiles.All(".targets"));

        IEnumerable<string> versioned =
            from file in files
            from package in RepositoryFiles.ReadXml(file).Descendants("PackageReference")
            where HasVersion(package)
            select $"{file} gives {package} a version; it belongs into Directory.Packages.props.";

        Findings.AssertNone(versioned);
    }

    private static bool HasVersion(XElement package) =>
        package.Attributes().Any(attribute => attribute.Name.LocalName is "Version" or "VersionOverride")
        || package.Elements().Any(element => element.Name.LocalName is "Version" or "VersionOverride");
}
