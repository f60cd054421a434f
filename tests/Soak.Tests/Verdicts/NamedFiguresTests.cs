using HotPath.Analysis.Results;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Verdicts;

/// <summary>Limits on figures whose names come from a scenario or from answers.</summary>
public sealed class NamedFiguresTests
{
    private static RunResult Run { get; } = Reports.SampleRuns.Passed with
    {
        Checks = new CheckFigures { Passed = 9, Failed = 1, ByName = new Dictionary<string, CheckCount> { ["header X-Cache"] = new(5, 1), ["model"] = new(4, 0) } },
        By = new SliceSet
        {
            Cache = new Dictionary<string, SliceFigures> { ["hit"] = new() { Requests = 3, Ttft = new LatencySummary { Count = 3, P95 = 12 } } },
            Model = new Dictionary<string, SliceFigures> { ["gpt-4.1"] = new() { Requests = 10, Failed = 1, ErrorRate = 0.1, RatePerSecond = 2 } },
        },
        Fairness = 0.97,
        Cache = new CacheFigures { Hits = 3, Misses = 1, HitRate = 0.75, HitVsMissMs = new DifferenceFigures { Low = -90, Estimate = -80, High = -70 } },
        Metrics = new Dictionary<string, OwnMetricFigures> { ["upstreamMs"] = new() { Count = 4, P99 = 48 }, ["rate"] = new() { Count = 4, Rate = 0.5 }, ["sum.of"] = new() { Sum = 8, SumPerSecond = 0.8 } },
        Cost = new CostFigures { Total = 0.5, Per1000Requests = 0.33, ByModel = new Dictionary<string, double> { ["gpt-4.1"] = 0.5 }, Budget = 5 },
    };

    [Theory]
    [InlineData("checks.failed == 1", 1)]
    [InlineData("check(header X-Cache).failed == 1", 1)]
    [InlineData("check(header X-Cache).passed == 5", 5)]
    [InlineData("check(other).failed == 0", 0)]
    [InlineData("checks.byName.model.passed > 3", 4)]
    [InlineData("by.cache.hit.ttft.p95 < 20ms", 12)]
    [InlineData("by.model.gpt-4.1.errors.rate <= 10%", 10)]
    [InlineData("by.model.gpt-4.1.errorRate <= 0.1", 0.1)]
    [InlineData("by.model.gpt-4.1.rate >= 2/s", 2)]
    [InlineData("by.model.gpt-4.1.ratePerSecond >= 120/min", 120)]
    [InlineData("by.model.sim-none.requests == 0", 0)]
    [InlineData("fairness > 0.9", 0.97)]
    [InlineData("fairness > 90%", 97)]
    [InlineData("cache.hitRate > 50%", 75)]
    [InlineData("cache.hitVsMissMs.high < -60", -70)]
    [InlineData("metric(upstreamMs).p99 < 50", 48)]
    [InlineData("metrics.upstreamMs.p99 < 50", 48)]
    [InlineData("metric ( rate ) . rate == 50%", 50)]
    [InlineData("metric(sum.of).sum == 8", 8)]
    [InlineData("metric(sum.of).sumPerSecond < 1/s", 0.8)]
    [InlineData("cost.total < 1", 0.5)]
    [InlineData("cost.per1000Requests < 1", 0.33)]
    [InlineData("cost.byModel.gpt-4.1 == 0.5", 0.5)]
    [InlineData("requests.errors.timeout == 0", 0)]
    public void Evaluate_LimitThatIsKept_PassesWithWhatWasMeasured(string expression, double actual)
    {
        ThresholdResult result = ThresholdEvaluator.Evaluate(ThresholdParser.Parse(expression, []).Threshold!, Run);

        Assert.True(result.Passed, expression);
        Assert.Equal(actual, result.Actual!.Value, precision: 9);
    }

    [Theory]
    [InlineData("by.tenant.free.requests > 0")] // no tenants were recorded
    [InlineData("by.tenant.free.requests == 0")]
    [InlineData("by.cache.miss.ttft.p95 < 20ms")]
    [InlineData("by.model.gpt-4.1.e2e.p50 < 1s")]
    [InlineData("metric(upstreamMs).rate < 1")]
    [InlineData("cache.missVsBypassMs.high < 5")]
    public void Evaluate_NothingMeasured_DoesNotPass(string expression)
    {
        ThresholdResult result = ThresholdEvaluator.Evaluate(ThresholdParser.Parse(expression, []).Threshold!, Run);

        Assert.Equal((null, false), (result.Actual, result.Passed));
    }

    [Theory]
    [InlineData("by.region.eu.requests > 0", "\"by.region.eu.requests\" is no metric; use a latency such as ttft.p99, or errors.rate, rate, truncated, corrupt, notStarted, or the path of a number in run.json.")]
    [InlineData("by.cache.hit.ttft < 20ms", "\"by.cache.hit.ttft\" is no metric; use a latency such as ttft.p99, or errors.rate, rate, truncated, corrupt, notStarted, or the path of a number in run.json.")]
    [InlineData("by.cache.ttft.p95 < 20ms", "\"by.cache.ttft.p95\" is no metric; use a latency such as ttft.p99, or errors.rate, rate, truncated, corrupt, notStarted, or the path of a number in run.json.")]
    [InlineData("metric(a).p98 < 1", "\"metrics.a.p98\" is no metric; use a latency such as ttft.p99, or errors.rate, rate, truncated, corrupt, notStarted, or the path of a number in run.json.")]
    [InlineData("by.cache.hit.ttft.p95 < 20", "the limit \"20\" does not fit by.cache.hit.ttft.p95; a latency needs one of the units us, ms, s and m, such as 800ms.")]
    public void ProblemOf_WhatIsNoFigure_SaysSo(string expression, string problem)
    {
        Assert.Equal(problem, ThresholdParser.ProblemOf(expression, []));
    }
}
