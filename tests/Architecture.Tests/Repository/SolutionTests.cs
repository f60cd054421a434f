using System.Text.RegularExpressions;

namespace HotPath.Architecture.Tests.Repository;

public partial class SolutionTests
{
    /// <summary>Projects that are not built with the rest, each with its reason.</summary>
    private static readonly IReadOnlyDictionary<string, string> Excluded = new Dictionary<string, string>
    {
        ["tests/Browser.Tests/Browser.Tests.csproj"] = "its package is 786 MB, which nobody should wait for who builds the rest",
    };

    [Fact]
    public void Solution_Format_IsTheClassicOne()
    {
        Assert.Contains("Microsoft Visual Studio Solution File, Format Version 12.00", RepositoryFiles.ReadLines(RepositoryFiles.Solution));
        Assert.Empty(RepositoryFiles.All(".slnx"));
    }

    [Fact]
    public void Solution_Projects_AreAllProjectsOfTheRepository()
    {
        string[] listed =
        [
            .. RepositoryFiles.ReadLines(RepositoryFiles.Solution)
                .Select(line => ProjectLine().Match(line))
                .Where(match => match.Success)
                .Select(match => match.Groups["file"].Value.Replace('\\', '/')),
        ];
        string[] expected = [.. RepositoryFiles.All(".csproj").Except(Excluded.Keys)];

        Assert.NotEmpty(expected);
        Findings.AssertNone(
        [
            .. expected.Except(listed).Select(file => $"{file} is not in {RepositoryFiles.Solution}; add it, or exclude it here with its reason."),
            .. listed.Except(expected).Select(file => $"{RepositoryFiles.Solution} lists {file}, which is absent or excluded."),
        ]);
    }

    [GeneratedRegex("""^Project\("\{[^}]+\}"\) = "[^"]+", "(?<file>[^"]+\.csproj)",""")]
    private static partial Regex ProjectLine();
}
