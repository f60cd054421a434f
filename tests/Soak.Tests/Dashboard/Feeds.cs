using System.Globalization;
using System.Text;
using HotPath.Analysis.Results;
using HotPath.Soak.Dashboard;
using HotPath.Soak.Reports;
using HotPath.Soak.Tests.Reports;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Dashboard;

/// <summary>Feeds and snapshots of them.</summary>
internal static class Feeds
{
    public static readonly RunIntroduction Introduction = new(
        "streaming-soak", "20260102T030405Z-streaming-soak", "embedded gateway at http://127.0.0.1:5000", "50 requests a second",
        TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30), "results/soak/20260102T030405Z-streaming-soak");

    public static byte[] RenderVersion(FeedSnapshot feed, PageWidth width) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {feed.Version}\ndata: {feed.Points.Count}\n\n"));

    public static Threshold[] Limits(params string[] expressions) => [.. expressions.Select(text => ThresholdParser.Parse(text, ["chat-short"]).Threshold!)];

    /// <summary>As it is while the run goes on.</summary>
    public static RunResult SoFar => SampleRuns.Passed with { Complete = false, Verdict = null, ExitCode = null, DurationSeconds = 12, Thresholds = [] };

    public static FeedSnapshot Measuring => new()
    {
        Stage = RunStage.Measuring,
        Introduction = Introduction,
        Thresholds = Limits("ttft.p99 < 800ms", "corrupt == 0"),
        Run = SoFar,
        Points = [.. SampleRuns.Intervals(12).Select(FeedPoint.Of)],
    };

    public static FeedSnapshot Ended => Measuring with { Stage = RunStage.Ended, Run = SampleRuns.Passed };

    /// <summary>Begins a run in it and closes so many intervals.</summary>
    public static void Run(RunFeed feed, int intervals)
    {
        feed.Started(Introduction, Limits("ttft.p99 < 800ms"));
        feed.WarmingUp();
        foreach (IntervalResult interval in SampleRuns.Intervals(intervals)) feed.Interval(interval, SoFar, GeneratorTroubles.None);
    }
}
