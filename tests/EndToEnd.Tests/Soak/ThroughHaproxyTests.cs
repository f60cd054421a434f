using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Peers;
using HotPath.Recording;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>Runs with <c>--target</c> at a real haproxy, which proxies to a simulated gateway.</summary>
public sealed class ThroughHaproxyTests : IDisposable
{
    private const string FiftyASecond = """
        { "name": "through", "load": { "warmUp": "500ms", "stages": [ { "for": "3s", "rate": "50/s" } ] }, "workload": [ { "name": "chat" } ] }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_ThroughHaproxy_VerifiesEveryByte()
    {
        RunResult run = await RunAsync(
            _folder, FiftyASecond, """{ "ttft": "constant(10ms)", "itl": "constant(5ms)", "tokens": "uniform(10, 60)" }""", passes: true);

        Assert.Equal("target", run.Topology);
        Assert.Equal(150, run.Streams.Completed);
        Assert.Equal(run.Streams.Completed, run.Integrity.Verified);
        Assert.Equal((0, 0, 0, 0), (run.Integrity.Lost, run.Integrity.Repeated, run.Integrity.Reordered, run.Integrity.Altered));
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? []));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Run_GatewayCutsStreams_AreTruncated(string clean)
    {
        RunResult run = await RunAsync(
            _folder,
            FiftyASecond,
            $$"""{ "ttft": "constant(10ms)", "itl": "constant(5ms)", "tokens": "uniform(20, 60)", "faults": { "cut": { "share": 0.1, "afterTokens": 5, "clean": {{clean}} } } }""",
            passes: false);

        Assert.InRange(run.Streams.Truncated, 1, 50);
        Assert.Equal(run.Streams.Truncated, run.Requests.ByOutcome["truncated"]);
        Assert.Equal(150, run.Streams.Truncated + run.Streams.Completed);
        Assert.Equal(run.Streams.Completed, run.Integrity.Verified);
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? []));
    }

    [Fact]
    public async Task Run_HaproxyThatCollectsEvents_ShowsInTheGaps()
    {
        const string EveryTwentyMs = """{ "ttft": "constant(20ms)", "itl": "constant(20ms)", "tokens": "constant(60)" }""";
        const string FewStreams = """
            { "name": "lumps", "load": { "warmUp": "500ms", "stages": [ { "for": "2s", "rate": "5/s" } ] }, "workload": [ { "name": "chat" } ] }
            """;
        using TemporaryFolder collecting = new();

        RunResult prompt = await RunAsync(_folder, FewStreams, EveryTwentyMs, passes: true);
        RunResult lumps = await RunAsync(collecting, FewStreams, EveryTwentyMs, passes: true, noDelay: false);

        // haproxy holds events back for 200 ms: of ten gaps nine are nothing and the tenth is all of them.
        double together = ShareOfGapsBelow(collecting, milliseconds: 5);
        double togetherWhenPrompt = ShareOfGapsBelow(_folder, milliseconds: 5);
        Assert.True(together > 0.75, $"Only {together:P0} of the gaps are near nothing.");
        Assert.True(togetherWhenPrompt < together / 2, $"{togetherWhenPrompt:P0} of the gaps are near nothing with the option, {together:P0} without.");
        Assert.InRange(lumps.Latency.Stall!.P50!.Value, 100, double.MaxValue);
        Assert.InRange(lumps.Latency.Gap!.P50!.Value, 0, prompt.Latency.Gap!.P50!.Value / 4);
        Assert.Equal((prompt.Streams.Tokens, prompt.Streams.Completed), (lumps.Streams.Tokens, lumps.Streams.Completed));
    }

    private static double ShareOfGapsBelow(TemporaryFolder folder, double milliseconds)
    {
        const double NanosecondsPerMs = 1e6;
        using HistogramLogReader log = new(File.OpenRead(Path.Combine(ProxiedRun.ResultsOf(folder), ResultFileNames.LatencyLog)));
        HistogramSnapshot gaps = new();
        foreach (HistogramLogEntry entry in log.ReadToEnd().Where(entry => entry.Tag == "gap")) gaps.Add(entry.Snapshot);
        return (double)gaps.CountAtOrBelow((long)(milliseconds * NanosecondsPerMs)) / gaps.Count;
    }

    private static Task<RunResult> RunAsync(TemporaryFolder folder, string scenario, string gatewaySettings, bool passes, bool noDelay = true) =>
        ProxiedRun.OfAsync(
            folder,
            async port => await Haproxy.StartAsync(new ProxyOptions { UpstreamPort = port }, TestContext.Current.CancellationToken, noDelay),
            scenario,
            gatewaySettings,
            passes);
}
