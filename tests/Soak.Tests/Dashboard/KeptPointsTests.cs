using HotPath.Analysis.Results;
using HotPath.Soak.Dashboard;
using HotPath.Soak.Tests.Reports;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Dashboard;

public class KeptPointsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(599)]
    [InlineData(600)]    // full
    [InlineData(601)]    // the first that makes room
    [InlineData(602)]    // joins the one before
    [InlineData(1_201)]
    [InlineData(86_400)] // a day of seconds
    public void Add_AnyNumber_StaysBoundedAndKeepsTheWholeRun(int intervals)
    {
        FeedPoint[] points = Kept(intervals, out int intervalsPerPoint);

        Assert.InRange(points.Length, 1, KeptPoints.Most);
        Assert.True(intervals < KeptPoints.Most || points.Length > KeptPoints.Most / 2, $"Only {points.Length} points are left.");
        Assert.Equal(50.0 * intervals, points.Sum(point => point.Finished), 6);
        Assert.Equal(intervals, points.Sum(point => point.LengthSeconds), 6);
        Assert.All(points.SkipLast(1), point => Assert.Equal(intervalsPerPoint, point.LengthSeconds, 6));
        Assert.InRange(points[^1].LengthSeconds, 1, intervalsPerPoint);
        Assert.All(points.Zip(points.Skip(1)), pair => Assert.Equal(pair.First.StartSeconds + pair.First.LengthSeconds, pair.Second.StartSeconds, 6));
        Assert.Equal(0, points[0].StartSeconds);
    }

    [Fact]
    public void Add_OneSlowSecondInADay_IsStillThere()
    {
        KeptPoints kept = new();
        foreach (int second in Enumerable.Range(0, 86_400))
        {
            IntervalResult interval = SampleRuns.Interval(second % 5);
            kept.Add(second == 4_321 ? interval with { Latency = new LatencyFigures { Ttft = new LatencySummary { Count = 1, P50 = 7_000, P99 = 9_000 } } } : interval);
        }

        Assert.Equal(9_000, kept.ToArray().Max(point => point.TtftP99));
        Assert.Equal(7_000, kept.ToArray().Max(point => point.TtftP50));
    }

    [Fact]
    public void Clear_AfterALongRun_BeginsAnew()
    {
        KeptPoints kept = new();
        foreach (IntervalResult interval in SampleRuns.Intervals(2_000)) kept.Add(interval);

        kept.Clear();
        foreach (IntervalResult interval in SampleRuns.Intervals(3)) kept.Add(interval);

        Assert.Equal(3, kept.ToArray().Length);
        Assert.Equal(1, kept.IntervalsPerPoint);
        Assert.All(kept.ToArray(), point => Assert.Equal(1, point.LengthSeconds));
    }

    [Fact]
    public void Followed_TwoIntervals_AddsWhatAddsUpAndTakesTheHighestPercentile()
    {
        FeedPoint first = Point(length: 1, ttftP99: 200, cpu: 10, heap: 5, timeouts: 1, open: 7);
        FeedPoint second = Point(length: 3, ttftP99: 100, cpu: 50, heap: 4, timeouts: 2, open: 3);

        FeedPoint both = first.Followed(second);

        Assert.Equal(4, both.LengthSeconds);
        Assert.Equal(3, both.Outcome(OutcomeNames.All.Index().Single(outcome => outcome.Item == OutcomeNames.Timeout).Index));
        Assert.Equal(200, both.TtftP99);
        Assert.Null(both.GapP99);
        Assert.Equal(3, both.OpenStreams);
        Assert.Equal(((1 * 10) + (3 * 50)) / 4.0, both.Generator!.Value.CpuPercent, 9);
        Assert.Equal((2 + 2) / 4.0, both.Generator!.Value.PauseMsPerSecond, 9);
        Assert.Equal(4, both.Generator!.Value.HeapMB);
        Assert.Null(both.Gateway);
    }

    [Fact]
    public void Of_EveryOutcome_HasItsPlace()
    {
        Dictionary<string, long> counts = OutcomeNames.All.Index().ToDictionary(outcome => outcome.Item, outcome => outcome.Index + 1L);

        FeedPoint point = FeedPoint.Of(SampleRuns.Interval(0) with { Requests = new RequestFigures { ByOutcome = counts } });

        Assert.All(OutcomeNames.All.Index(), outcome => Assert.Equal(outcome.Index + 1, point.Outcome(outcome.Index)));
    }

    private static FeedPoint[] Kept(int intervals, out int intervalsPerPoint)
    {
        KeptPoints kept = new();
        foreach (IntervalResult interval in SampleRuns.Intervals(intervals)) kept.Add(interval);
        intervalsPerPoint = kept.IntervalsPerPoint;
        return kept.ToArray();
    }

    private static FeedPoint Point(double length, double ttftP99, double cpu, double heap, long timeouts, long open) => FeedPoint.Of(new IntervalResult
    {
        StartSeconds = 0,
        LengthSeconds = length,
        Requests = new RequestFigures { ByOutcome = new Dictionary<string, long> { [OutcomeNames.Timeout] = timeouts } },
        OpenStreams = open,
        Latency = new LatencyFigures { Ttft = new LatencySummary { P50 = 1, P99 = ttftP99 } },
        Generator = new ProcessInterval { CpuPercent = cpu, HeapMB = heap, Gc = new GcFigures { PauseMs = 2 } },
    });
}
