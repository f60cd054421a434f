using HotPath.Recording;
using HotPath.Soak.Load;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

/// <summary>Tenants whose way to the target is longer than ours.</summary>
public sealed class NetworkDelayTests
{
    private static readonly RequestGroup Chat = new() { Name = "chat", Stream = false };

    [Fact]
    public void DelayOf_EachRequestAndAttempt_IsDrawnForItsTenant()
    {
        Tenant far = new() { Name = "far", NetworkDelay = Distribution.Uniform(10e6, 30e6) };
        RequestPlan plan = new(Chat, new Uri("http://gateway.example.com/v1"), "sk-test", [new Tenant { Name = "near" }, far]);

        long[] delays = [.. Enumerable.Range(0, 1_000).Select(seed => plan.DelayOf(new RequestDraw(seed) { Tenant = 1 }, attempt: 0))];

        Assert.All(delays, delay => Assert.InRange(delay, Elapsed.Stamps(10_000_000), Elapsed.Stamps(30_000_000)));
        Assert.InRange(delays.Average(), Elapsed.Stamps(19_000_000), Elapsed.Stamps(21_000_000));
        Assert.NotEqual(delays[0], plan.DelayOf(new RequestDraw(0) { Tenant = 1 }, attempt: 1));
        Assert.Equal(0, plan.DelayOf(new RequestDraw(7), attempt: 0));
    }

    [Fact]
    public async Task Run_ALongerWay_IsInWhatCountsFromDueAndNotInWhatWaitsForAConnection()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        Scenario scenario = new()
        {
            Name = "far",
            Load = ClosedLoad.Constant(3, LoadSettings.LongestForRequests) with { MostRequests = 12, WarmUp = TimeSpan.Zero },
            Workload = [Chat],
            Tenants = [new Tenant { Name = "far", NetworkDelay = Distribution.Constant(40e6) }],
        };
        using EngineBench bench = new(scenario, server.Url);

        await bench.RunAsync();

        HistogramSnapshot e2e = Taken(bench, Metric.E2e);
        Assert.Equal((12, 12L), (server.Requests, e2e.Count));
        Assert.True(e2e.Min >= 39_900_000, $"{e2e.Min} ns");
        Assert.True(Taken(bench, Metric.E2eService).Min < e2e.Min); // that counts from sent
        Assert.True(Taken(bench, Metric.Blocked).Min < 40_000_000);
    }

    [Fact]
    public async Task Run_EndedOnTheWay_SendsNothingMore()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        Scenario scenario = new()
        {
            Name = "far",
            Target = new TargetSettings { Timeouts = new TimeoutSettings { Total = TimeSpan.FromMilliseconds(50) } }, // as long as the drain may last
            Load = ClosedLoad.Constant(2, TimeSpan.FromSeconds(0.1)) with { WarmUp = TimeSpan.Zero },
            Workload = [Chat],
            Tenants = [new Tenant { Name = "moon", NetworkDelay = Distribution.Constant(3600e9) }],
        };
        using EngineBench bench = new(scenario, server.Url);

        await bench.RunAsync();

        Assert.Equal(0, server.Requests);
        Assert.Equal(2, bench.Counters[Outcome.Cancelled]);
    }

    private static HistogramSnapshot Taken(EngineBench bench, Metric metric)
    {
        HistogramSnapshot taken = new();
        bench.Recorder.Measured[0].TakeInterval(metric, taken);
        return taken;
    }
}
