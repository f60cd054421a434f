using System.Xml.Linq;
using HotPath.Architecture.Tests.Metadata;
using HotPath.Architecture.Tests.Repository;

namespace HotPath.Architecture.Tests.Floors;

public class ProjectTests
{
    private static readonly string FrameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    public static TheoryData<string> Folders => [.. Project.All.Select(project => project.Folder)];

    [Fact]
    public void All_ProjectsOfSourceAndBench_AreInTheTable()
    {
        IEnumerable<string> files = RepositoryFiles.All(".csproj")
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal) || file.StartsWith("bench/", StringComparison.Ordinal));

        Assert.Equal(Project.All.Select(project => project.File).Order(StringComparer.Ordinal), files);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Assembly_AsCompiled_RefersOnlyToWhatTheTableAllows(string folder)
    {
        Project project = Project.All.Single(p => p.Folder == folder);
        CompiledAssembly assembly = CompiledAssembly.ReadBesideTests($"{project.AssemblyName}.dll");

        Findings.AssertNone(assembly.References
            .Except(project.MayReference)
            .Where(name => !IsInFramework(name) && (project.FrameworkOnly || Project.All.Any(other => other.AssemblyName == name)))
            .Select(name => $"{project.Name} refers to {name}; the table of projects does not allow it."));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void ProjectFile_AsWritten_ReferencesOnlyWhatTheTableAllows(string folder)
    {
        Project project = Project.All.Single(p => p.Folder == folder);
        XElement file = RepositoryFiles.ReadXml(project.File);

        IEnumerable<string> projects = file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
            .Except(project.MayReference);
        IEnumerable<string> packages = file.Descendants()
            .Where(element => project.FrameworkOnly && (element.Name.LocalName is "PackageReference" or "FrameworkReference"))
            .Where(element => element.Attribute("PrivateAssets")?.Value != "all") // an analyzer is no dependency
            .Select(element => element.Attribute("Include")!.Value)
            .Except(project.MayReference);

        Findings.AssertNone(projects.Concat(packages).Select(name => $"{project.File} references {name}; the table of projects does not allow it."));
    }

    private static bool IsInFramework(string assemblyName) => File.Exists(Path.Combine(FrameworkFolder, $"{assemblyName}.dll"));
}
