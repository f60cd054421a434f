using HotPath.Analysis.Results;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Verdicts;

public sealed class ThresholdParserTests
{
    private const string LatencyHint = "; a latency needs one of the units us, ms, s and m, such as 800ms.";
    private static readonly string[] Groups = ["chat", "chat.long"];

    public static TheoryData<string> LatencyKeys =>
        [.. ResultJson.Default.RunResult.Properties.Single(property => property.Name == "latency").PropertyType
            .GetProperties().Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..])];

    [Theory]
    [InlineData("ttft.p99 < 800ms", Comparison.Below, 800)]
    [InlineData("ttft.p99<=1.5s", Comparison.AtMost, 1_500)]
    [InlineData("  ttft.p99\t>\n2m ", Comparison.Above, 120_000)]
    [InlineData("ttft.p99 >= 500us", Comparison.AtLeast, 0.5)]
    [InlineData("ttft.p99 == 1 s", Comparison.Equal, 1_000)]
    [InlineData("ttft.p99 != 0ms", Comparison.NotEqual, 0)]
    [InlineData("latency.ttft.p99 < 1ms", Comparison.Below, 1)]
    [InlineData("ttft.count > 1000", Comparison.Above, 1_000)]
    [InlineData("ttft.overRange == 0", Comparison.Equal, 0)]
    [InlineData("errors.rate < 1%", Comparison.Below, 0.01)]
    [InlineData("errors.rate < 0.01", Comparison.Below, 0.01)]
    [InlineData("errors.rate < 0.3%", Comparison.Below, 0.003)]
    [InlineData("requests.errorRate <= 100%", Comparison.AtMost, 1)]
    [InlineData("rate >= 200", Comparison.AtLeast, 200)]
    [InlineData("rate >= 200/s", Comparison.AtLeast, 200)]
    [InlineData("rate >= 90/min", Comparison.AtLeast, 1.5)]
    [InlineData("truncated == 0", Comparison.Equal, 0)]
    [InlineData("goodput > 95%", Comparison.Above, 0.95)]
    [InlineData("requests.good >= 5", Comparison.AtLeast, 5)]
    [InlineData("tokensPerSecond > 1000", Comparison.Above, 1_000)]
    [InlineData("tokensPerSecondPerStream.p5 > 20/s", Comparison.Above, 20)]
    [InlineData("streams.tokensPerSecondPerStream.min > 60/min", Comparison.Above, 1)]
    [InlineData("conversations.broken == 0", Comparison.Equal, 0)]
    [InlineData("blocked.p99 < 1ms", Comparison.Below, 1)]
    [InlineData("notStarted<5", Comparison.Below, 5)]
    [InlineData("generator.gc.pausePercent < 1.5", Comparison.Below, 1.5)]
    [InlineData("generator.heapSlopeMBPerHour > -2", Comparison.Above, -2)]
    [InlineData("gateway.rssPeakMB < 1e3", Comparison.Below, 1_000)]
    [InlineData("connections.opened <= 10", Comparison.AtMost, 10)]
    [InlineData("connections.perRequest < 0.01", Comparison.Below, 0.01)]
    [InlineData("connections.closed.reset <= 0", Comparison.AtMost, 0)]
    [InlineData("tls.resumedShare < 90%", Comparison.Below, 0.9)]
    [InlineData("tls.cpuShare < 20%", Comparison.Below, 0.2)]
    [InlineData("requests.byStatus.429 == 0", Comparison.Equal, 0)]
    [InlineData("requests.byOutcome.connectionError == 0", Comparison.Equal, 0)]
    [InlineData("integrity.lost == 0", Comparison.Equal, 0)]
    internal void Parse_Limit_IsInTheUnitOfTheFile(string expression, Comparison comparison, double limit)
    {
        Threshold? threshold = ThresholdParser.Parse(expression, Groups).Threshold;

        Assert.NotNull(threshold);
        Assert.Equal((expression, null, comparison, limit), (threshold.Expression, threshold.Group, threshold.Op, threshold.Limit));
    }

    [Theory]
    [MemberData(nameof(LatencyKeys))]
    public void Parse_EachLatencyOfTheFile_IsKnownWithEachFigure(string key)
    {
        foreach (string figure in (string[])["p50", "p75", "p90", "p95", "p99", "p999", "p9999", "mean", "min", "max"])
        {
            Assert.Null(ThresholdParser.ProblemOf($"{key}.{figure} < 1s", Groups));
            Assert.Null(ThresholdParser.ProblemOf($"group(chat).{key}.{figure} < 1s", Groups));
        }
    }

    [Theory]
    [InlineData("group(chat).e2e.p95 < 3s", "chat", "e2e.p95")]
    [InlineData(" group ( chat.long ) . errors.rate < 1%", "chat.long", "errors.rate")]
    [InlineData("group(chat).notStarted == 0", "chat", "notStarted")]
    [InlineData("group(chat).rate > 1/s", "chat", "rate")]
    [InlineData("group(chat).truncated == 0", "chat", "truncated")]
    [InlineData("group(chat).corrupt == 0", "chat", "corrupt")]
    [InlineData("group(chat).goodput > 95%", "chat", "goodput")]
    [InlineData("group(chat).mix.actual > 20%", "chat", "mix.actual")]
    [InlineData("group(chat).tokensPerSecondPerStream.p50 > 20", "chat", "tokensPerSecondPerStream.p50")]
    [InlineData("groups.chat.e2e.p95 < 3s", "chat", "e2e.p95")]
    [InlineData("groups.chat.long.e2e.p95 < 3s", "chat.long", "e2e.p95")]
    public void Parse_Group_IsTakenApart(string expression, string group, string metric)
    {
        Threshold? threshold = ThresholdParser.Parse(expression, Groups).Threshold;

        Assert.Equal((group, metric), (threshold?.Group, threshold?.Metric));
    }

    [Theory]
    [InlineData("", "it must be a metric, an operator and a limit, such as ttft.p99 < 800ms.")]
    [InlineData("ttft.p99", "it must be a metric, an operator and a limit, such as ttft.p99 < 800ms.")]
    [InlineData("p(99) < 5", "it must be a metric, an operator and a limit, such as ttft.p99 < 800ms.")]
    [InlineData("group(chat) ttft.p99 < 1s", "it must be a metric, an operator and a limit, such as ttft.p99 < 800ms.")]
    [InlineData("ttft.p99 = 1s", "\"=\" is no operator; use <, <=, >, >=, == or !=.")]
    [InlineData("ttft.p99 =< 1s", "\"=<\" is no operator; use <, <=, >, >=, == or !=.")]
    [InlineData("ttft.p98 < 1s", "\"ttft.p98\" is no metric; did you mean ttft.p90 or ttft.p95 or ttft.p99?")]
    [InlineData("error.rate < 1%", "\"error.rate\" is no metric; did you mean errors.rate?")]
    [InlineData("requests.byOutcome.timeouts == 0", "\"requests.byOutcome.timeouts\" is no metric; did you mean requests.byOutcome.timeout?")]
    [InlineData("requests.byStatus.42 == 0", "\"requests.byStatus.42\" is no metric; use a latency such as ttft.p99, or errors.rate, rate, truncated, corrupt, notStarted, or the path of a number in run.json.")]
    [InlineData("exitCode == 0", "\"exitCode\" is no metric; use a latency such as ttft.p99, or errors.rate, rate, truncated, corrupt, notStarted, or the path of a number in run.json.")]
    [InlineData("goodput > 5", "the limit \"5\" is above the whole; it is a share: write 1% or 0.01.")]
    [InlineData("tokensPerSecondPerStream.p5 > 20ms", "the limit \"20ms\" does not fit tokensPerSecondPerStream.p5; it is a rate: write 200, 200/s, 60/min or 3600/h.")]
    [InlineData("cost.totl < 5", "\"cost.totl\" is no metric; did you mean cost.total?")]
    [InlineData("group(caht).ttft.p99 < 1s", "there is no group \"caht\" in the workload; did you mean chat?")]
    [InlineData("group(other).ttft.p99 < 1s", "there is no group \"other\" in the workload; there is chat, chat.long.")]
    [InlineData("group(chat).integrity.lost < 1", "\"integrity.lost\" is no metric; use a latency such as ttft.p99, or errors.rate, rate, truncated, corrupt, notStarted, or the path of a number in run.json.")]
    [InlineData("ttft.p99 < 800", "the limit \"800\" does not fit ttft.p99" + LatencyHint)]
    [InlineData("ttft.p99 < 800h", "the limit \"800h\" does not fit ttft.p99" + LatencyHint)]
    [InlineData("ttft.p99 < 5%", "the limit \"5%\" does not fit ttft.p99" + LatencyHint)]
    [InlineData("ttft.p99 < NaN", "the limit \"NaN\" is not a number" + LatencyHint)]
    [InlineData("ttft.p99 < Infinity", "the limit \"Infinity\" is not a number" + LatencyHint)]
    [InlineData("ttft.p99 < ", "the limit \"\" is not a number" + LatencyHint)]
    [InlineData("ttft.p99 < 1s < 2s", "the limit \"1s < 2s\" is not a number" + LatencyHint)]
    [InlineData("ttft.p99 > -1ms", "the limit \"-1ms\" is below 0, which ttft.p99 never is" + LatencyHint)]
    [InlineData("ttft.p99 < 1e400ms", "the limit \"1e400ms\" is too large; write one below 1e24.")]
    [InlineData("ttft.p99 < 7e28s", "the limit \"7e28s\" is too large; write one below 1e24.")]
    [InlineData("errors.rate < 5", "the limit \"5\" is above the whole; it is a share: write 1% or 0.01.")]
    [InlineData("errors.rate < 101%", "the limit \"101%\" is above the whole; it is a share: write 1% or 0.01.")]
    [InlineData("errors.rate < 1s", "the limit \"1s\" does not fit errors.rate; it is a share: write 1% or 0.01.")]
    [InlineData("rate < 1ms", "the limit \"1ms\" does not fit rate; it is a rate: write 200, 200/s, 60/min or 3600/h.")]
    [InlineData("truncated == 0ms", "the limit \"0ms\" does not fit truncated; write a plain number without a unit.")]
    [InlineData("generator.gc.pausePercent < 1%", "the limit \"1%\" does not fit generator.gc.pausePercent; write a plain number without a unit.")]
    public void ProblemOf_WhatCannotBeJudged_SaysWhyAndWhatToDo(string expression, string problem)
    {
        Assert.Equal(problem, ThresholdParser.ProblemOf(expression, Groups));
    }

    [Fact]
    public void ProblemOf_GroupWithoutAnyInTheWorkload_SaysSo()
    {
        Assert.Equal(
            "there is no group \"chat\" in the workload; leave group(chat). out.", ThresholdParser.ProblemOf("group(chat).rate > 1", []));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Parse_MutatedExpression_NeverThrows(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 3_000; round++)
        {
            char[] expression = "group(chat).ttft.p99 <= 1.5e2ms".ToCharArray();
            for (int change = random.Next(1, 5); change > 0; change--)
            {
                expression[random.Next(expression.Length)] = "<>=!()%.019eEmsug \0"[random.Next(19)];
            }

            string text = new(expression);
            Exception? thrown = Record.Exception(() => ThresholdParser.Parse(text, Groups));

            Assert.True(thrown is null, $"seed {seed}: {text}: {thrown}");
        }
    }
}
