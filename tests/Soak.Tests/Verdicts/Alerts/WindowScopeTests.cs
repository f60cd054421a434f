using HotPath.Soak.Verdicts;
using HotPath.Soak.Verdicts.Alerts;

namespace HotPath.Soak.Tests.Verdicts.Alerts;

public sealed class WindowScopeTests
{
    private static readonly string[] Groups = ["chat"];

    [Theory]
    [InlineData("ttft.p99 < 800ms")]
    [InlineData("latency.e2e.p95 < 3s")]
    [InlineData("group(chat).itl.p99 < 50ms")]
    [InlineData("groups.chat.requests.errorRate < 1%")]
    [InlineData("errors.rate < 1%")]
    [InlineData("rate > 95")] // what is too slow now is too slow
    [InlineData("tokensPerSecond > 100")]
    [InlineData("tokensPerSecondPerStream.p5 > 20")]
    [InlineData("goodput > 95%")]
    [InlineData("truncated == 0")]
    [InlineData("requests.byStatus.500 == 0")]
    [InlineData("requests.byStatus.500 < 5")]
    [InlineData("connections.perRequest < 0.01")]
    [InlineData("tls.resumedShare > 90%")]
    [InlineData("generator.cpuPercent < 80")]
    [InlineData("gateway.gc.pauseMs < 100")]
    public void Judges_WhatAPartSaysSomethingOf_IsSo(string limit) => Assert.True(WindowScope.Judges(Parsed(limit)));

    [Theory]
    [InlineData("requests.finished > 1000")] // a part has less than the whole
    [InlineData("requests.byStatus.429 > 0")]
    [InlineData("requests.byStatus.429 == 5")]
    [InlineData("requests.byStatus.429 != 0")]
    [InlineData("ttft.count >= 100")]
    [InlineData("connections.openPeak <= 20")]
    [InlineData("generator.rssSlopeMBPerHour < 10")]
    [InlineData("generator.rssPeakMB < 500")]
    [InlineData("cost.total < 5")]
    [InlineData("fairness > 0.9")]
    [InlineData("ramp.sustained > 500")]
    [InlineData("disturbances.share < 5%")]
    [InlineData("by.tenant.free.errors.rate < 1%")]
    [InlineData("alerts.fired == 0")]
    [InlineData("ttft.overRange == 0")]
    public void Judges_WhatOnlyTheWholeSays_IsNot(string limit) => Assert.False(WindowScope.Judges(Parsed(limit)));

    [Theory]
    [InlineData("ttft.p99 < 800ms", null, "ttft")]
    [InlineData("group(chat).e2eService.mean < 1s", "chat", "e2eService")]
    [InlineData("tokensPerSecondPerStream.p5 > 20", null, "tpot")]
    [InlineData("group(chat).errors.rate < 1%", "chat", null)]
    [InlineData("errors.rate < 1%", null, null)]
    public void LookOf_Limit_IsItsGroupAndItsLatency(string limit, string? group, string? latency) =>
        Assert.Equal((group, latency), WindowScope.LookOf(Parsed(limit)));

    private static Threshold Parsed(string limit) => ThresholdParser.Parse(limit, Groups).Threshold ?? throw new ArgumentException($"{limit}: {ThresholdParser.ProblemOf(limit, Groups)}");
}
