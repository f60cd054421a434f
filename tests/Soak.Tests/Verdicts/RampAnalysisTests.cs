using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Verdicts;

public sealed class RampAnalysisTests
{
    /// <summary>10 to 110 a second over 20 s, then 110 for 10 s, then down again: 30 s that never fall.</summary>
    private static readonly OpenLoad Ramp = new()
    {
        Stages = [new(TimeSpan.FromSeconds(20), 10, 110), new(TimeSpan.FromSeconds(10), 110, 110), new(TimeSpan.FromSeconds(10), 110, 10)],
    };

    [Fact]
    public void Of_AllBorne_HasNoInflection()
    {
        RampFigures ramp = RampAnalysis.Of(Ramp, Seconds(40, _ => 20))!;

        Assert.Null(ramp.Inflection);
        Assert.Equal(("requestsPerSecond", 10, 110, 110), (ramp.Unit, ramp.From, ramp.To, ramp.Sustained));
    }

    [Fact]
    public void Of_SlowFromASecondOn_NamesItAndWhatWasBorneBefore()
    {
        RampFigures ramp = RampAnalysis.Of(Ramp, Seconds(40, second => second < 12 ? 20 : 90))!;

        Assert.Equal(("latency", 12d), (ramp.Inflection!.Reason, ramp.Inflection.AtSeconds));
        Assert.Equal(10 + (100 * 12.5 / 20), ramp.Inflection.Level, 9); // the middle of the interval
        Assert.Equal(10 + (100 * 11.5 / 20), ramp.Sustained, 9);
        Assert.Equal("ttft.p95 was 90 ms, more than 2 times the usual 20 ms", ramp.Inflection.Finding);
    }

    [Theory]
    [InlineData(2)] // a bad second is bad luck
    [InlineData(5)] // even five of them, when it is borne again
    public void Of_BorneAgainLater_HasNoInflection(int bad)
    {
        Assert.Null(RampAnalysis.Of(Ramp, Seconds(40, second => second >= 12 && second < 12 + bad ? 90 : 20))!.Inflection);
    }

    [Fact]
    public void Of_GoodSecondsBetweenBadOnes_IsStillAnInflection()
    {
        RampFigures ramp = RampAnalysis.Of(Ramp, Seconds(40, second => second < 12 || second is 15 or 20 ? 20 : 90))!;

        Assert.Equal(12, ramp.Inflection!.AtSeconds);
    }

    [Theory]
    [InlineData(20, 40, false)] // twice as slow is the limit
    [InlineData(20, 40.5, true)]
    [InlineData(1, 5.9, false)] // and below 5 ms more nothing is
    [InlineData(1, 6.1, true)]
    public void Of_AtBothSidesOfTheLimit_SeesWhatIsBeyond(double before, double after, bool isInflection)
    {
        RampFigures ramp = RampAnalysis.Of(Ramp, Seconds(40, second => second < 12 ? before : after))!;

        Assert.Equal(isInflection, ramp.Inflection is not null);
    }

    [Fact]
    public void Of_ErrorsBeforeLatency_NamesErrors()
    {
        IntervalResult[] intervals = Seconds(40, second => second < 20 ? 20 : 90);
        for (int second = 15; second < 40; second++) intervals[second] = WithErrors(intervals[second], 0.02);

        RampFigures ramp = RampAnalysis.Of(Ramp, intervals)!;

        Assert.Equal(("errors", 15d), (ramp.Inflection!.Reason, ramp.Inflection.AtSeconds));
        Assert.Equal("2 % of the requests failed, the limit is 1 %", ramp.Inflection.Finding);
    }

    [Fact]
    public void Of_LateGenerator_NamesItAndNotTheTarget()
    {
        IntervalResult[] intervals = Seconds(40, second => second < 12 ? 20 : 90);
        for (int second = 12; second < 40; second++)
        {
            intervals[second] = intervals[second] with { Latency = intervals[second].Latency with { ScheduleLag = new LatencySummary { P99 = 51 } } };
        }

        Assert.Equal("generator", RampAnalysis.Of(Ramp, intervals)!.Inflection!.Reason);
    }

    [Fact]
    public void Of_NothingComesBack_NamesThroughput()
    {
        IntervalResult[] intervals = Seconds(40, _ => 20);
        for (int second = 18; second < 40; second++)
        {
            intervals[second] = intervals[second] with { Latency = new LatencyFigures(), Requests = new RequestFigures { Scheduled = 100, Finished = 89 } };
        }

        Assert.Equal("throughput", RampAnalysis.Of(Ramp, intervals)!.Inflection!.Reason);
    }

    [Fact]
    public void Of_TroubleOnTheWayDown_IsNotLookedAt()
    {
        Assert.Null(RampAnalysis.Of(Ramp, Seconds(40, second => second < 30 ? 20 : 90))!.Inflection);
    }

    [Fact]
    public void Of_Users_CountsUsers()
    {
        ClosedLoad users = new() { Stages = [new(TimeSpan.FromSeconds(20), 0, 100)] };

        RampFigures ramp = RampAnalysis.Of(users, Seconds(20, second => second < 10 ? 20 : 90))!;

        Assert.Equal(("users", 47.5), (ramp.Unit, ramp.Sustained));
    }

    [Fact]
    public void Of_NoRise_IsNull() => Assert.Null(RampAnalysis.Of(OpenLoad.Constant(50, TimeSpan.FromSeconds(30)), Seconds(30, _ => 20)));

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void Of_TooFewIntervals_IsNull(int count, bool isNull) => Assert.Equal(isNull, RampAnalysis.Of(Ramp, Seconds(count, _ => 20)) is null);

    private static IntervalResult[] Seconds(int count, Func<int, double> ttftP95) =>
        [.. Enumerable.Range(0, count).Select(second => new IntervalResult
        {
            StartSeconds = second,
            LengthSeconds = 1,
            Requests = new RequestFigures { Scheduled = 50, Finished = 50 },
            Latency = new LatencyFigures { Ttft = new LatencySummary { P95 = ttftP95(second) } },
        })];

    private static IntervalResult WithErrors(IntervalResult interval, double share) =>
        interval with { Requests = interval.Requests with { ErrorRate = share } };
}
