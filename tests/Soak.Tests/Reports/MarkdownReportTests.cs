using HotPath.Analysis.Results;
using HotPath.Soak.Reports;

namespace HotPath.Soak.Tests.Reports;

public class MarkdownReportTests
{
    [Fact]
    public void Text_FilledRun_IsTheApprovedReport() => Approved.Holds(
        "report-Passed.md",
        MarkdownReport.Text(new RecordedRun(SampleRuns.Passed, SampleRuns.Intervals(30), ["latency.hlog is missing"])));

    [Fact]
    public void Text_FailingRun_IsTheApprovedReport() => Approved.Holds(
        "report-Failed.md", MarkdownReport.Text(new RecordedRun(SampleRuns.Failed, SampleRuns.Intervals(3), [])));

    [Fact]
    public void Text_EmptyRun_IsTheApprovedReport() => Approved.Holds(
        "report-Empty.md", MarkdownReport.Text(new RecordedRun(SampleRuns.Empty, [], [])));

    [Fact]
    public void Text_RunOfSeveralWorkers_SaysWhatEachDid() => Approved.Holds(
        "report-Merged.md", MarkdownReport.Text(new RecordedRun(SampleRuns.Merged with { Latency = new LatencyFigures(), Groups = new Dictionary<string, GroupFigures>() }, [], [])));

    [Fact]
    public void Text_RunOfInspectedAnswers_IsTheApprovedReport() => Approved.Holds(
        "report-Inspected.md", MarkdownReport.Text(new RecordedRun(InspectedRun.Passed, [], [])));

    [Fact]
    public void Text_VoidRun_SaysSoAndWhyBeforeAnyFigure()
    {
        string text = MarkdownReport.Text(new RecordedRun(SampleRuns.Void, [], []));

        string beforeFigures = text[..text.IndexOf("## ", StringComparison.Ordinal)];
        Assert.StartsWith("# VOID: streaming-soak\n", text, StringComparison.Ordinal);
        Assert.Contains("proves nothing about the target", beforeFigures, StringComparison.Ordinal);
        Assert.Contains("- the generator was late", beforeFigures, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(21, 20)]
    [InlineData(8_640, 20)]
    public void Text_ManyIntervals_ShowsTheFirstAndLastAndAtMostTwenty(int intervals, int rows)
    {
        string text = MarkdownReport.Text(new RecordedRun(SampleRuns.Passed, SampleRuns.Intervals(intervals), []));

        string section = text[text.IndexOf("## Intervals", StringComparison.Ordinal)..text.IndexOf("## Environment", StringComparison.Ordinal)];
        string[] table = [.. section.Split('\n').Where(line => line.StartsWith('|')).Skip(2)];
        Assert.Equal(rows, table.Distinct().Count());
        Assert.StartsWith("| 0 s |", table[0], StringComparison.Ordinal);
        Assert.StartsWith($"| {Figure.Seconds(intervals - 1)} |", table[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Text_HostileText_KeepsEveryTableAndHeadingInShape()
    {
        string text = MarkdownReport.Text(new RecordedRun(SampleRuns.Hostile, SampleRuns.Intervals(2), [SampleRuns.HostileName]));
        string[] expectedHeadings = [.. Headings(MarkdownReport.Text(new RecordedRun(InspectedRun.Passed with { Workers = SampleRuns.Merged.Workers }, SampleRuns.Intervals(2), ["x"]))).Skip(1)];

        Assert.DoesNotContain(text, c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u2028');
        Assert.Equal(expectedHeadings, Headings(text).Skip(1));
        AssertTablesAreEven(text);
    }

    [Theory]
    [InlineData("a|b", "a\\|b", "`a|b`", "`a\\|b`")]
    [InlineData("a`b", "a\\`b", "`` a`b ``", "`` a`b ``")]
    [InlineData("a\\|b", "a\\\\\\|b", "`a\\|b`", "a\\\\\\|b")]
    [InlineData("<i> & [x](y) *z* _u_", "\\<i\\> \\& \\[x\\](y) \\*z\\* \\_u\\_", "`<i> & [x](y) *z* _u_`", "`<i> & [x](y) *z* _u_`")]
    [InlineData("one\ntwo", "one two", "`one two`", "`one two`")]
    public void Escape_TextWithMarks_StaysText(string text, string escaped, string code, string codeCell)
    {
        Assert.Equal(escaped, Markdown.Escape(text));
        Assert.Equal(code, Markdown.Code(text));
        Assert.Equal(codeCell, Markdown.CodeCell(text));
    }

    private static IEnumerable<string> Headings(string text) =>
        text.Split('\n').Where(line => line.StartsWith('#')).Select(line => line.TrimEnd());

    // A cell boundary is a pipe that no backslash escapes.
    private static void AssertTablesAreEven(string text)
    {
        int columns = 0;
        foreach (string line in text.Split('\n'))
        {
            if (!line.StartsWith('|'))
            {
                columns = 0;
                continue;
            }

            int pipes = line.Replace("\\\\", "", StringComparison.Ordinal).Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|');
            if (columns != 0) Assert.True(pipes == columns, $"{columns} boundaries expected: {line}");
            columns = pipes;
        }
    }
}
