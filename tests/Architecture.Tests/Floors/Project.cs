using HotPath.Architecture.Tests.Repository;

namespace HotPath.Architecture.Tests.Floors;

/// <summary>A project, and the projects and packages that it may reference.</summary>
/// <param name="Folder">From the repository's root; it bears the name of the project.</param>
/// <param name="FrameworkOnly">Beside those it references the .NET framework and nothing else.</param>
internal sealed record Project(string Folder, IReadOnlyList<string> MayReference, bool FrameworkOnly)
{
    private const string Library = "HotPath";
    private const string Analysis = "HotPath.Analysis";
    private const string Statistics = "Perfolizer"; // a package, as is the next
    private const string CommandLine = "System.CommandLine";

    public static readonly IReadOnlyList<Project> All =
    [
        new("src/HotPath", MayReference: [], FrameworkOnly: true),
        new("src/HotPath.Analysis", MayReference: [Library, Statistics, CommandLine], FrameworkOnly: true),
        new("bench/Micro", MayReference: [Library, Analysis], FrameworkOnly: false),
        new("bench/Gate", MayReference: [Library, Analysis], FrameworkOnly: false),
        new("bench/Soak", MayReference: [Library, Analysis], FrameworkOnly: false),
    ];

    public string Name => Path.GetFileName(Folder);

    public string File => $"{Folder}/{Name}.csproj";

    public string AssemblyName => RepositoryFiles.ReadXml(File).Descendants("AssemblyName").SingleOrDefault()?.Value ?? Name;
}
