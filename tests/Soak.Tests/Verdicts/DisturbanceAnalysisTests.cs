using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Verdicts;

public sealed class DisturbanceAnalysisTests
{
    private static readonly OpenLoad Steady = OpenLoad.Constant(50, TimeSpan.FromSeconds(30));

    private static readonly OpenLoad Burst = new()
    {
        Stages = [new(TimeSpan.FromSeconds(10), 25, 25), new(TimeSpan.FromSeconds(5), 250, 250), new(TimeSpan.FromSeconds(15), 50, 50)],
    };

    [Fact]
    public void Of_AllWell_CountsNone()
    {
        DisturbanceFigures figures = Of(Steady, Seconds(30, _ => 20))!;

        Assert.Equal((0, 0d, 0d, true), (figures.Count, figures.Share, figures.LongestSeconds, figures.Recovered));
    }

    [Fact]
    public void Of_BurstThatIsFelt_SaysWhenAndHowLong()
    {
        DisturbanceFigures figures = Of(Burst, Seconds(30, second => second is >= 11 and < 18 ? 90 : 20))!;

        Disturbance only = Assert.Single(figures.First);
        Assert.Equal((11d, 7d, "latency"), (only.AtSeconds, only.LengthSeconds, only.Reason));
        Assert.Equal("ttft.p95 was 90 ms, more than 2 times the usual 20 ms", only.Finding);
        Assert.Equal((7d, 7 / 30d, true), (figures.LongestSeconds, figures.Share, figures.Recovered));
    }

    [Fact]
    public void Of_OneGoodSecondBetween_IsOneDisturbance_AndTwoAreTheEnd()
    {
        Assert.Equal(1, Of(Steady, Seconds(30, second => second is 5 or 7 ? 90 : 20))!.Count);
        Assert.Equal(2, Of(Steady, Seconds(30, second => second is 5 or 8 ? 90 : 20))!.Count);
    }

    [Theory]
    [InlineData(28, true)] // one good second follows
    [InlineData(29, false)]
    public void Of_TroubleNearTheEnd_IsOverOnlyWithAGoodInterval(int last, bool recovered) =>
        Assert.Equal(recovered, Of(Steady, Seconds(30, second => second >= 25 && second <= last ? 90 : 20))!.Recovered);

    [Fact]
    public void Of_Errors_AreTrouble()
    {
        IntervalResult[] intervals = Seconds(30, _ => 20);
        intervals[3] = intervals[3] with { Requests = intervals[3].Requests with { ErrorRate = 0.011 } };
        intervals[9] = intervals[9] with { Requests = intervals[9].Requests with { ErrorRate = 0.01 } };

        DisturbanceFigures figures = Of(Steady, intervals)!;

        Assert.Equal((3d, "errors"), (Assert.Single(figures.First).AtSeconds, figures.First[0].Reason));
    }

    [Fact]
    public void Of_TheDrain_IsNotLookedAt() => Assert.Equal(0, Of(Steady, Seconds(40, second => second < 30 ? 20 : 90))!.Count);

    [Fact]
    public void Of_ManyDisturbances_CountsAllAndListsTen()
    {
        DisturbanceFigures figures = Of(OpenLoad.Constant(50, TimeSpan.FromSeconds(300)), Seconds(300, second => second % 10 == 0 ? 90 : 20))!;

        Assert.Equal((30, 10), (figures.Count, figures.First.Count));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Of_TooFewIntervals_IsNull(int count, bool isNull) => Assert.Equal(isNull, Of(Steady, Seconds(count, _ => 20)) is null);

    [Fact]
    public void Of_Ramp_IsNull_WhichIsNoDisturbance()
    {
        OpenLoad gradual = new() { Stages = [new(TimeSpan.FromSeconds(30), 10, 100)] };
        OpenLoad stairs = new() { Stages = [.. Enumerable.Range(1, 3).Select(step => new RateStage(TimeSpan.FromSeconds(10), step * 50, step * 50))] };

        Assert.Null(Of(gradual, Seconds(30, _ => 20)));
        Assert.Null(Of(stairs, Seconds(30, _ => 20)));
        Assert.NotNull(RampAnalysis.Of(stairs, Seconds(30, _ => 20)));
        Assert.Null(RampAnalysis.Of(Burst, Seconds(30, _ => 20))); // one step up is a burst
    }

    private static DisturbanceFigures? Of(LoadSettings load, IReadOnlyList<IntervalResult> intervals) => DisturbanceAnalysis.Of(load, intervals, load.Duration.TotalSeconds);

    private static IntervalResult[] Seconds(int count, Func<int, double> ttftP95) =>
        [.. Enumerable.Range(0, count).Select(second => new IntervalResult
        {
            StartSeconds = second,
            LengthSeconds = 1,
            Requests = new RequestFigures { Scheduled = 50, Finished = 50 },
            Latency = new LatencyFigures { Ttft = new LatencySummary { P95 = ttftP95(second) } },
        })];
}
