using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Dashboard;
using HotPath.Soak.Reports;
using HotPath.Soak.Reports.Html;

namespace HotPath.Soak.Tests.Reports;

public sealed class RunReportsTests : IDisposable
{
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("hotpath-tests-");

    public void Dispose() => _temporary.Delete(recursive: true);

    [Fact]
    public void WriteAll_RecordedFolder_WritesTheReportOfWhatWasRecorded()
    {
        using (ResultFolder folder = ResultFolder.Create(_temporary.FullName))
        {
            folder.WriteRun(SampleRuns.Failed);
            foreach (IntervalResult interval in SampleRuns.Intervals(3)) folder.Append(interval);
        }

        using ResultFolder opened = ResultFolder.Open(_temporary.FullName);
        RecordedRun recorded = ResultReader.Read(opened.Path);
        RunReports.WriteAll(opened, recorded);

        RecordedRun expected = new(SampleRuns.Failed, SampleRuns.Intervals(3), recorded.Remarks);
        Assert.Equal(MarkdownReport.Text(expected), File.ReadAllText(Path.Combine(opened.Path, "report.md")));
        Assert.Equal(HtmlReport.Text(expected, RecordedLatencies.None), File.ReadAllText(Path.Combine(opened.Path, "report.html")));
    }

    [Fact]
    public void Texts_AnswerToTheWarmUp_IsAmongWhatFinishedInEachReportAndOnThePage()
    {
        IntervalResult[] intervals = [.. SampleRuns.Intervals(2)];
        intervals[0] = intervals[0] with { Requests = intervals[0].Requests with { Finished = 2, RatePerSecond = 55.5 } };
        RecordedRun recorded = new(SampleRuns.Passed, intervals, []);

        string markdown = MarkdownReport.Text(recorded);
        string plot = Assert.Single(IntervalPlots.Course, plot => plot.Title == "Requests").TableOf(intervals).Rows[0][1];
        FeedPoint point = FeedPoint.Of(intervals[0]);

        Assert.Contains("| from | length | finished |", markdown, StringComparison.Ordinal);
        Assert.Contains("| 0 s | 1 s | 55.5/s |", markdown, StringComparison.Ordinal);
        Assert.Equal("55.5", plot);
        Assert.Equal(55.5, point.Finished / point.LengthSeconds, 9);
    }

    [Fact]
    public void WriteAll_TornLatencyLog_DrawsTheRestAndRemarksInBothReports()
    {
        using ResultFolder folder = ResultFolder.Create(_temporary.FullName);
        folder.WriteRun(SampleRuns.Passed);
        HistogramSnapshot snapshot = new();
        snapshot.Record(5_000_000);
        using (HistogramLogWriter log = new(folder.OpenLatencyLog())) log.Write("ttft", TimeSpan.Zero, TimeSpan.FromSeconds(1), snapshot);
        File.AppendAllText(Path.Combine(folder.Path, "latency.hlog"), "Tag=ttft,1.000,1.0");

        RunReports.WriteAll(folder, ResultReader.Read(folder.Path));

        string html = File.ReadAllText(Path.Combine(folder.Path, "report.html"));
        Assert.Contains("latency.hlog ends in mid-line", html, StringComparison.Ordinal);
        Assert.Contains("from due: from 5 to 5.", html, StringComparison.Ordinal);
        Assert.Contains("latency.hlog ends in mid-line", File.ReadAllText(Path.Combine(folder.Path, "report.md")), StringComparison.Ordinal);
    }
}
