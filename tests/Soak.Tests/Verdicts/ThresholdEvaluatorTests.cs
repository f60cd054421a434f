using HotPath.Analysis.Results;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Verdicts;

public sealed class ThresholdEvaluatorTests
{
    [Theory]
    [InlineData("ttft.p99 < 801ms", true)]
    [InlineData("ttft.p99 < 800ms", false)]
    [InlineData("ttft.p99 <= 800ms", true)]
    [InlineData("ttft.p99 <= 799.999ms", false)]
    [InlineData("ttft.p99 > 799ms", true)]
    [InlineData("ttft.p99 > 0.8s", false)]
    [InlineData("ttft.p99 >= 800000us", true)]
    [InlineData("ttft.p99 >= 801ms", false)]
    [InlineData("ttft.p99 == 0.8s", true)]
    [InlineData("ttft.p99 == 801ms", false)]
    [InlineData("ttft.p99 != 801ms", true)]
    [InlineData("ttft.p99 != 800ms", false)]
    [InlineData("errors.rate < 0.3%", false)] // 3 of 1,000, and not a rounding beside it
    [InlineData("errors.rate <= 0.3%", true)]
    [InlineData("errors.rate == 0.003", true)]
    [InlineData("rate >= 3000/min", true)]
    [InlineData("rate > 50/s", false)]
    [InlineData("truncated == 0", true)]
    [InlineData("requests.byStatus.429 == 10", true)]
    [InlineData("requests.byStatus.500 == 0", true)]
    [InlineData("requests.byOutcome.corrupt == 0", true)]
    [InlineData("generator.heapSlopeMBPerHour > -0.5", false)]
    [InlineData("group(chat).e2e.p95 <= 3s", true)]
    [InlineData("group(chat).notStarted < 4", false)]
    [InlineData("group(chat).truncated == 5", true)]
    [InlineData("group(chat).requests.byStatus.503 == 2", true)]
    public void Evaluate_EitherSideOfTheLimit_PassesOrNot(string expression, bool passed)
    {
        Assert.Equal(passed, Evaluate(expression).Passed);
    }

    [Theory]
    [InlineData("generator.rssSlopeMBPerHour < 1", true)] // 1.4, between -2.6 and 6.6
    [InlineData("generator.rssSlopeMBPerHour < -2.5", true)]
    [InlineData("generator.rssSlopeMBPerHour < -2.6", false)]
    [InlineData("generator.rssSlopeMBPerHour <= -2.6", true)]
    [InlineData("trends.generator.rss.slopePerHour < -3", false)]
    [InlineData("trends.generator.rss.slopePerHour > 6.5", true)]
    [InlineData("trends.generator.rss.slopePerHour > 6.6", false)]
    [InlineData("watched(nginx).heapSlopeMBPerHour < 1", false)] // 3, between 2 and 4
    [InlineData("watched(nginx).heapSlopeMBPerHour < 2.5", true)]
    [InlineData("gateway.rssSlopeMBPerHour < 4", false)] // 5, and nobody knows between what
    public void Evaluate_Slope_BreaksALimitWithItsWholeInterval(string expression, bool passed)
    {
        RunResult run = Runs.Sound with
        {
            Generator = new ProcessFigures { RssSlopeMBPerHour = 1.4 },
            Gateway = new GatewayFigures { RssSlopeMBPerHour = 5 },
            Watched = new Dictionary<string, WatchedFigures> { ["nginx"] = new() { HeapSlopeMBPerHour = 3 } },
            Trends = new Dictionary<string, TrendFigures>
            {
                ["generator.rss"] = Trend(1.4, -2.6, 6.6),
                ["gateway.rss"] = Trend(5, null, null),
                ["watched(nginx).heap"] = Trend(3, 2, 4),
            },
        };

        ThresholdResult result = ThresholdEvaluator.Evaluate(ThresholdParser.Parse(expression, []).Threshold!, run);

        Assert.Equal(passed, result.Passed);
        Assert.Equal(expression.StartsWith("gateway", StringComparison.Ordinal), result.Low is null);

        static TrendFigures Trend(double slope, double? low, double? high) => new() { Verdict = "flat", Unit = "MB", SlopePerHour = slope, Low = low, High = high };
    }

    [Theory]
    [InlineData("ttft.p99 < 1s", 0.8)]
    [InlineData("ttft.p99 < 1ms", 800.0)]
    [InlineData("ttft.p99 < 1us", 800_000.0)]
    [InlineData("ttft.mean < 1ms", 100.5)]
    [InlineData("errors.rate < 1%", 0.3)]
    [InlineData("errors.rate < 0.01", 0.003)]
    [InlineData("rate > 1/min", 3_000.0)]
    [InlineData("ttft.count > 1", 997.0)]
    public void Evaluate_Actual_IsInTheUnitTheUserWrote(string expression, double actual)
    {
        Assert.Equal(actual, Evaluate(expression).Actual!.Value, tolerance: 1e-12);
    }

    [Theory]
    [InlineData("itl.p99 != 5ms")] // no such latency in the run
    [InlineData("ttft.p50 != 5ms")] // no such figure in the latency
    [InlineData("gateway.cpuPercent >= 0")]
    [InlineData("generator.rssSlopeMBPerHour < 1e9")]
    [InlineData("group(empty).rate >= 0")]
    public void Evaluate_NothingMeasured_DoesNotPass(string expression)
    {
        Assert.Equal(new ThresholdResult(expression, null, Passed: false), Evaluate(expression));
    }

    private static ThresholdResult Evaluate(string expression) =>
        ThresholdEvaluator.Evaluate(ThresholdParser.Parse(expression, ["chat", "empty"]).Threshold!, Runs.Sound);
}
