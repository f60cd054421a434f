using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Verdicts;

public sealed class TrendAnalysisTests
{
    private const int Seconds = 600;

    [Fact]
    public void Of_NothingGrows_IsFlatInEverySeries()
    {
        IReadOnlyDictionary<string, TrendFigures> trends = TrendAnalysis.Of(Steady(), Course(Seconds))!;

        Assert.Equal(
            ["connections", "gateway.heap", "gateway.rss", "generator.heap", "generator.openFiles", "generator.rss", "generator.threads", "rate", "ttft.p50", "ttft.p99"],
            trends.Keys.Order(StringComparer.Ordinal));
        Assert.All(trends.Values, trend => Assert.Equal(("flat", false), (trend.Verdict, trend.Fails)));
    }

    [Fact]
    public void Of_LeakingGateway_RisesThereAloneAndFailsTheRun()
    {
        IReadOnlyDictionary<string, TrendFigures> trends = TrendAnalysis.Of(Steady(), Course(Seconds, heapMB: second => 40 + (second * 220 / 3_600.0)))!;

        TrendFigures heap = trends["gateway.heap"];
        Assert.Equal(("rising", true, "MB"), (heap.Verdict, heap.Fails, heap.Unit));
        Assert.InRange(heap.SlopePerHour!.Value, 210, 230);
        Assert.InRange(220, heap.Low!.Value, heap.High!.Value);
        Assert.All(trends.Where(trend => trend.Key != "gateway.heap"), trend => Assert.False(trend.Value.Fails));
        string reason = Assert.Single(TrendFailures.Of(Runs.Sound with { Trends = trends }));
        Assert.StartsWith("gateway.heap is rising by 2", reason, StringComparison.Ordinal);
        Assert.Equal("fail", RunVerdict.Judge(Runs.Sound with { Trends = trends }, [], []).Verdict);
    }

    /// <summary>What is asked of a gateway that is not ours: watched beside, it ends before the run does.</summary>
    [Fact]
    public void Of_LeakingProcessWatchedBeside_FailsAsTheGatewayDoes()
    {
        IntervalResult[] course =
        [
            .. Course(Seconds).Select(interval => interval with
            {
                Watched = interval.StartSeconds > Seconds - 20 ? null : new Dictionary<string, ProcessInterval>
                {
                    ["proxy"] = new() { RssMB = 80 + (interval.StartSeconds * 220 / 3_600), OpenFiles = 40 },
                    ["cache"] = new() { RssMB = 60, OpenFiles = 12 },
                },
            }),
        ];

        IReadOnlyDictionary<string, TrendFigures> trends = TrendAnalysis.Of(Steady(), course)!;

        Assert.Equal(
            ["watched(cache).openFiles", "watched(cache).rss", "watched(proxy).openFiles", "watched(proxy).rss"],
            trends.Keys.Where(name => name.StartsWith("watched", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal("watched(proxy).rss", Assert.Single(trends, trend => trend.Value.Fails).Key);
        Assert.Equal("flat", trends["watched(cache).rss"].Verdict);
        Assert.Contains("look at native memory", Assert.Single(TrendFailures.Of(Runs.Sound with { Trends = trends })), StringComparison.Ordinal);
        Assert.False(TrendAnalysis.Of(Steady("watched(proxy).rss", TrendLimit.Off), course)!["watched(proxy).rss"].Fails);
    }

    [Fact]
    public void Of_FallingRate_FailsAndARisingOneDoesNot()
    {
        TrendFigures falling = TrendAnalysis.Of(Steady(), Course(Seconds, finished: second => 1_000 - second))!["rate"];
        TrendFigures rising = TrendAnalysis.Of(Steady(), Course(Seconds, finished: second => 1_000 + second))!["rate"];

        Assert.Equal(("falling", true), (falling.Verdict, falling.Fails));
        Assert.Equal(("rising", false), (rising.Verdict, rising.Fails));
    }

    [Fact]
    public void Of_BudgetOfTheScenario_HoldsInsteadOfTheDefault()
    {
        Func<int, double> leaking = second => 40 + (second * 220 / 3_600.0);

        Assert.Equal("flat", TrendAnalysis.Of(Steady("gateway.heap", new TrendLimit(300, false)), Course(Seconds, heapMB: leaking))!["gateway.heap"].Verdict);
        Assert.Equal("cannotSay", TrendAnalysis.Of(Steady("gateway.heap", TrendLimit.Off), Course(Seconds, heapMB: leaking))!["gateway.heap"].Verdict);
    }

    /// <summary>A pool that fills for the first fifth of a run, and then is full.</summary>
    [Fact]
    public void Of_RiseThatEnded_IsNoLeak() => Assert.Equal(
        "flat", TrendAnalysis.Of(Steady(), Course(Seconds, heapMB: second => 40 + Math.Min(second, 120)))!["gateway.heap"].Verdict);

    /// <summary>A machine that halts now and then: what was not answered in one second is answered in the next.</summary>
    [Fact]
    public void Of_RateThatCatchesUp_IsNoTrend()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(seed);
            long[] finished = [.. Enumerable.Repeat(1_000L, Seconds)];
            for (int halt = 0; halt < 60; halt++)
            {
                int at = random.Next(Seconds - 1);
                long late = random.Next(400);
                (finished[at], finished[at + 1]) = (finished[at] - late, finished[at + 1] + late);
            }

            TrendFigures rate = TrendAnalysis.Of(Steady(), Course(Seconds, finished: second => finished[second]))!["rate"];

            Assert.False(rate.Fails, $"seed {seed}: {rate}");
        }
    }

    [Theory]
    [InlineData(119, true)]
    [InlineData(121, false)]
    public void Of_LessThanTwoMinutes_IsNull(int seconds, bool isNull) => Assert.Equal(isNull, TrendAnalysis.Of(Steady(), Course(seconds)) is null);

    [Fact]
    public void Of_LoadThatRises_IsJudgedWhereItStays()
    {
        Scenario ramp = Steady() with { Load = new OpenLoad { Stages = [new(TimeSpan.FromSeconds(300), 1, 1_000), new(TimeSpan.FromSeconds(300), 1_000, 1_000)] } };
        Scenario onlyRamp = Steady() with { Load = new OpenLoad { Stages = [new(TimeSpan.FromSeconds(600), 1, 1_000)] } };
        IntervalResult[] course = Course(Seconds, heapMB: second => Math.Min(second, 300), finished: second => Math.Min(1_000, 4 * second));

        Assert.All(TrendAnalysis.Of(ramp, course)!.Values, trend => Assert.False(trend.Fails));
        Assert.InRange(TrendAnalysis.Of(ramp, course)!["gateway.heap"].Points, 260, 270); // 300 less what it settles in
        Assert.Null(TrendAnalysis.Of(onlyRamp, course));
    }

    /// <summary>Once there are enough of them, full collections say more than all.</summary>
    [Theory]
    [InlineData(5, "flat")]
    [InlineData(60, "rising")]
    public void Of_HeapAfterFullCollections_IsUsedWhereThereAreEnough(int every, string expected)
    {
        IntervalResult[] course = [.. Course(Seconds, heapMB: second => 40 + second).Select((interval, second) => interval with
        {
            Gateway = interval.Gateway! with { HeapAfterFullMB = second % every == 0 ? 20 : null },
        })];

        Assert.Equal(expected, TrendAnalysis.Of(Steady(), course)!["gateway.heap"].Verdict);
    }

    [Fact]
    public void Of_AnHourWithAStep_SaysWhenAndOfWhatTheLevelChanged()
    {
        Scenario hour = Steady() with { Load = OpenLoad.Constant(1_000, TimeSpan.FromHours(1)) };
        IntervalResult[] course = [.. Course(3_600).Select((interval, second) => second < 2_000 ? interval : interval with
        {
            Latency = new LatencyFigures { Ttft = interval.Latency.Ttft! with { P50 = interval.Latency.Ttft.P50 * 1.5 } },
        })];

        IReadOnlyDictionary<string, TrendFigures> trends = TrendAnalysis.Of(hour, course)!;

        LevelChange change = Assert.Single(trends["ttft.p50"].ChangePoints);
        Assert.InRange(change.AtSeconds, 1_980, 2_020);
        Assert.Equal(20.5, change.From, 0.2);
        Assert.Equal(30.75, change.To, 0.3);
        Assert.All(trends.Where(trend => trend.Key != "ttft.p50"), trend => Assert.Empty(trend.Value.ChangePoints));
    }

    private static Scenario Steady(string? name = null, TrendLimit limit = default) => new()
    {
        Name = "steady",
        Load = OpenLoad.Constant(1_000, TimeSpan.FromSeconds(Seconds)),
        Workload = [new RequestGroup { Name = "chat" }],
        Trends = name is null ? new Dictionary<string, TrendLimit>() : new Dictionary<string, TrendLimit> { [name] = limit },
    };

    private static IntervalResult[] Course(int seconds, Func<int, double>? heapMB = null, Func<int, long>? finished = null)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, seconds).Select(second => new IntervalResult
        {
            StartSeconds = second,
            LengthSeconds = 1,
            OpenConnections = 100 + random.Next(5),
            Requests = new RequestFigures { Scheduled = 1_000, RatePerSecond = finished?.Invoke(second) ?? 995 + random.Next(10) },
            Latency = new LatencyFigures { Ttft = new LatencySummary { P50 = 20 + random.NextDouble(), P99 = 40 + (5 * random.NextDouble()) } },
            Generator = new ProcessInterval { HeapMB = 30 + random.NextDouble(), RssMB = 120, OpenFiles = 200, Threads = 24 },
            Gateway = new ProcessInterval { HeapMB = (heapMB?.Invoke(second) ?? 40) + random.NextDouble(), RssMB = 150 + random.NextDouble() },
        })];
    }
}
