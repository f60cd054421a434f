using HotPath.Architecture.Tests.Repository;

namespace HotPath.Architecture.Tests.Documents;

public class QuotedTableTests
{
    private const string File = "results/micro/machine/SseParserBenchmarks.md";
    private const string Announcement = $"<!-- table: {File} -->";
    private static readonly string[] Recorded = ["```", "BenchmarkDotNet", "```", "| Method | Median |", "|------- |-------:|", "| One | 1 ns |"];
    private static readonly string[] Quoted = Recorded[3..];

    [Fact]
    public void Pages_TablesOfBenchmarks_AreTheRecordedOnes()
    {
        Findings.AssertNone(RepositoryFiles.All(".md").SelectMany(page => QuotedTables.Findings(page, RepositoryFiles.ReadLines(page), Read)));
    }

    [Fact]
    public void Findings_TableAsRecorded_AreNone()
    {
        Assert.Empty(Of(["# Page", "| exit code | means |", "| --- | --- |", "", Announcement, "", .. Quoted, "", "text"]));
    }

    [Fact]
    public void Findings_OneFigureChanged_ShowTheRecordedTable()
    {
        string finding = Assert.Single(Of([Announcement, Quoted[0], Quoted[1], "| One | 0.9 ns |"]));

        Assert.Contains("differs from the one in " + File, finding, StringComparison.Ordinal);
        Assert.Contains("| One | 1 ns |", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_RowLeftOut_SaySo()
    {
        Assert.Contains("differs", Assert.Single(Of([Announcement, .. Quoted[..2]])), StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_TableWithoutAnnouncement_SaySo()
    {
        Assert.Contains("without '<!-- table:", Assert.Single(Of(["text", .. Quoted])), StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_SecondTableUnderOneAnnouncement_SaySo()
    {
        Assert.Contains("without '<!-- table:", Assert.Single(Of([Announcement, .. Quoted, "", .. Quoted])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("announces a table that does not follow", Announcement)]
    [InlineData("announces a table that does not follow", "<!-- table:nonsense -->")]
    public void Findings_AnnouncementWithoutTable_SaySo(string expected, string line)
    {
        Assert.Contains(expected, Assert.Single(Of([line, "text"])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no results/micro/other/X.md", "<!-- table: results/micro/other/X.md -->")]
    [InlineData("is not recorded", "<!-- table: artifacts/X.md -->")]
    public void Findings_FileThatIsNoResult_SaySo(string expected, string announcement)
    {
        Assert.Contains(expected, Assert.Single(Of([announcement, .. Quoted])), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Of(string[] page) => QuotedTables.Findings("README.md", page, file => file == File ? Recorded : null);

    private static string[]? Read(string file) => System.IO.File.Exists(Path.Combine(RepositoryFiles.Root, file)) ? RepositoryFiles.ReadLines(file) : null;
}
