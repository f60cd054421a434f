using HotPath.Architecture.Tests.Repository;

namespace HotPath.Architecture.Tests.Documents;

/// <summary>No figure on a page that is not in a file below results/.</summary>
public class QuotedFigureTests
{
    private const string File = "results/soak/one/run.json";
    private const string Recorded = """{ "p99": 12.3456, "requests": 1500, "share": 0.00734, "tiny": 1.2e-3 }""";

    [Fact]
    public void Pages_FiguresWithALinkToResults_AreInThatFile()
    {
        Findings.AssertNone(RepositoryFiles.All(".md").SelectMany(page => QuotedFigures.Findings(page, RepositoryFiles.ReadLines(page), Read)));
    }

    [Theory]
    [InlineData("TTFT is 12.3456 ms ([run](results/soak/one/run.json)).")]
    [InlineData("TTFT is 12.3 ms ([run](results/soak/one/run.json)).")]
    [InlineData("TTFT is 12 ms ([run](results/soak/one/run.json)).")]
    [InlineData("A share of 0.73 % ([run](results/soak/one/run.json)).")]
    [InlineData("A share of 0.7% ([run](results/soak/one/run.json#share)).")]
    [InlineData("1,500 requests, 1,500 B each ([run](results/soak/one/run.json)).")]
    [InlineData("| 12.3 ms | [run](results/soak/one/run.json) |")]
    [InlineData("Ask for 5 s with `--duration 7s` (default 3 s).")]
    [InlineData("`ttft.p99 < 800ms` is kept by [this](results/soak/one/run.json).")]
    public void Findings_FigureThatIsRecorded_AreNone(string line)
    {
        Assert.Empty(Of(line));
    }

    [Theory]
    [InlineData("12.4 ms", "TTFT is 12.4 ms ([run](results/soak/one/run.json)).")]
    [InlineData("12.36 ms", "TTFT is 12.35 ms, p50 12.36 ms ([run](results/soak/one/run.json)).")]
    [InlineData("0.8 %", "A share of 0.8 % ([run](results/soak/one/run.json)).")]
    [InlineData("13 ms", "| 12.3 ms | 13 ms | [run](results/soak/one/run.json) |")]
    [InlineData("links to results/soak/two/run.json", "TTFT is 12.3 ms ([run](results/soak/one/run.json), [other](results/soak/two/run.json)).")]
    [InlineData("without a link", "An event was measured at 12.3 ms.")]
    public void Findings_FigureThatIsNot_NameIt(string expected, string line)
    {
        string finding = Assert.Single(Of(line));

        Assert.Contains(expected, finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_LinkOfAnotherParagraphOrInCode_DoNotCount()
    {
        Assert.Single(Of("See [run](results/soak/one/run.json).", "", "It was measured at 99 ms."));
        Assert.Empty(Of("```", "It was measured at 99 ms.", "```"));
    }

    [Fact]
    public void Findings_PageInAFolder_LinksFromThere()
    {
        Assert.Empty(QuotedFigures.Findings("docs/page.md", ["TTFT is 12.3 ms ([run](../results/soak/one/run.json))."], ReadRecorded));
        Assert.Single(QuotedFigures.Findings("docs/page.md", ["TTFT is 12.9 ms ([run](../results/soak/one/run.json))."], ReadRecorded));
    }

    [Fact]
    public void Findings_HashThatLooksLikeALargeNumber_IsNoFigure()
    {
        Assert.Empty(QuotedFigures.Findings("README.md", ["TTFT is 12.3 ms ([run](results/soak/one/run.json))."], _ => """{"commit": "af91e4533", "p50": 12.31}"""));
    }

    private static IEnumerable<string> Of(params string[] lines) => QuotedFigures.Findings("README.md", lines, ReadRecorded);

    private static string? ReadRecorded(string path) => path == File ? Recorded : null;

    private static string? Read(string path)
    {
        string full = Path.Combine(RepositoryFiles.Root, path);
        if (System.IO.File.Exists(full)) return System.IO.File.ReadAllText(full);

        return Directory.Exists(full) ? string.Join('\n', Directory.EnumerateFiles(full).Where(IsText).Select(System.IO.File.ReadAllText)) : null;
    }

    private static bool IsText(string file) => Path.GetExtension(file) is ".md" or ".json" or ".txt";
}
