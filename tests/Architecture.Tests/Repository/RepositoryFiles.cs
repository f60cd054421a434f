using System.Xml.Linq;
using HotPath.Tests;

namespace HotPath.Architecture.Tests.Repository;

/// <summary>The files of this repository, without what builds and runs leave in it; paths from its root, with slashes.</summary>
internal static class RepositoryFiles
{
    public const string Solution = "HotPath.sln";

    private static readonly HashSet<string> FoldersOfOutput = ["bin", "obj", "artifacts", "BenchmarkDotNet.Artifacts", "TestResults", "results", "node_modules"];

    public static readonly string Root = RepositoryRoot.FullName;

    /// <param name="ending">With its dot.</param>
    public static IReadOnlyList<string> All(string ending)
    {
        List<string> files = [];
        Collect(new DirectoryInfo(Root), ending, files);
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    public static string[] ReadLines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    public static XElement ReadXml(string file) => XElement.Load(Path.Combine(Root, file));

    private static void Collect(DirectoryInfo folder, string ending, List<string> files)
    {
        files.AddRange(folder.EnumerateFiles()
            .Where(file => file.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/')));
        foreach (DirectoryInfo child in folder.EnumerateDirectories())
        {
            if (!FoldersOfOutput.Contains(child.Name) && !child.Name.StartsWith(".git", StringComparison.Ordinal))
            {
                Collect(child, ending, files);
            }
        }
    }
}
