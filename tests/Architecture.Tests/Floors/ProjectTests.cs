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

        IEnumerable<string> ours = assembly.References.Intersect(Project.All.Select(p => p.AssemblyName));
        Assert.Empty(ours.Except(project.MayReference));
        if (project.FrameworkOnly)
        {
            Assert.All(assembly.References.Except(project.MayReference), name => Assert.True(IsInFramework(name), $"{name} is not in the framework."));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void ProjectFile_AsWritten_ReferencesOnlyWhatTheTableAllows(string folder)
    {
        Project project = Project.All.Single(p => p.Folder == folder);
        XElement file = RepositoryFiles.ReadXml(project.File);

        IEnumerable<string> referenced = file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        Assert.Empty(referenced.Except(project.MayReference));
        if (project.FrameworkOnly)
        {
            Assert.All(file.Descendants("PackageReference"), package => Assert.Equal("all", package.Attribute("PrivateAssets")?.Value));
            Assert.Empty(file.Descendants("FrameworkReference"));
        }
    }

    private static bool IsInFramework(string assemblyName) => File.Exists(Path.Combine(FrameworkFolder, $"{assemblyName}.dll"));
}
