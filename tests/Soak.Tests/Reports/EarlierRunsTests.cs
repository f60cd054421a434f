using HotPath.Analysis.Results;
using HotPath.Soak.Reports;
using HotPath.Soak.Reports.Html;
using HotPath.Soak.Reports.SideBySide;
using HotPath.Tests;

namespace HotPath.Soak.Tests.Reports;

/// <summary>The runs recorded in the repository, some by builds that knew less: each must still be told in every way.</summary>
public sealed class EarlierRunsTests
{
    private static readonly string Root = RepositoryRoot.PathOf("results", "soak");

    public static TheoryData<string> Recorded { get; } =
        [.. Directory.EnumerateFiles(Root, ResultFileNames.Run, SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Reports_RecordedRun_TellItAloneAndBesideAnother(string name)
    {
        string folder = Path.Combine(Root, name);
        RecordedRun recorded = ResultReader.Read(folder);
        ConsoleCapture console = ConsoleCapture.Plain();
        ConsoleReport.Write(console.Console, recorded.Run, name);
        SideBySideReport besideAnother = SideBySideReport.Comparison([new(name, recorded.Run, folder), new("another", SampleRuns.Passed, "another")]);
        besideAnother.Write(console.Console);

        string[] texts =
        [
            console.Text, MarkdownReport.Text(recorded), HtmlReport.Text(recorded, LatencyLogReader.Read(folder, recorded.Run)), besideAnother.Markdown(), besideAnother.Html(),
        ];

        Assert.All(texts, text => Assert.Contains(recorded.Run.Scenario, text, StringComparison.Ordinal));
        Assert.NotEmpty(recorded.Intervals);
        Assert.Empty(recorded.Remarks);
    }

    [Fact]
    public void Groups_RunRecordedWithoutWhatMadeRequestsFail_LeaveThatOpen()
    {
        RunResult run = ResultReader.Read(Path.Combine(Root, "users-200")).Run;

        ReportTable table = ReportTables.Groups(run.Groups);

        string[] causes = [">status", ">time-out", ">connection", ">check"];
        Assert.Null(run.Requests.Errors);
        Assert.All(causes, cause => Assert.Equal(ReportTable.None, table.Rows[0][table.Head.ToList().IndexOf(cause)]));
    }
}
