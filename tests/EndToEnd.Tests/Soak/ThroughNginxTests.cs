using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>Runs with <c>--target</c> at a real nginx, which proxies to a simulated gateway.</summary>
public sealed class ThroughNginxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_ThroughNginx_VerifiesEveryByte()
    {
        RunResult run = await RunAsync(
            """{ "name": "through", "load": { "warmUp": "500ms", "stages": [ { "for": "3s", "rate": "50/s" } ] }, "workload": [ { "name": "chat" } ] }""",
            """{ "ttft": "constant(10ms)", "itl": "constant(5ms)", "tokens": "uniform(10, 60)" }""",
            passes: true);

        Assert.Equal("target", run.Topology);
        Assert.Equal(150, run.Streams.Completed);
        Assert.Equal(run.Streams.Completed, run.Integrity.Verified);
        Assert.Equal((0, 0, 0, 0), (run.Integrity.Lost, run.Integrity.Repeated, run.Integrity.Reordered, run.Integrity.Altered));
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? []));
    }

    [Fact]
    public async Task Run_NginxClosesConnectionsAfterAThousandRequests_CostsNoError()
    {
        RunResult run = await RunAsync(
            """
            {
              "name": "thousand", "target": { "connections": { "max": 2 } }, "load": { "warmUp": "0s", "users": 2, "for": "6s" },
              "workload": [ { "name": "list", "endpoint": "models" } ]
            }
            """,
            """{ "ttft": "constant(0ms)", "itl": "constant(0ms)", "tokens": "constant(1)" }""",
            passes: true);

        Assert.True(run.Requests.Finished > 2_000, $"Only {run.Requests.Finished} requests: not enough for nginx to close a connection.");
        Assert.Equal(run.Requests.Finished, run.Requests.ByOutcome["completed"]);
        Assert.InRange(run.Connections.ClosedByPeer, 1, run.Requests.Finished / 1_000);
        Assert.Equal(2, run.Connections.OpenPeak);
    }

    [Fact]
    public async Task Run_GatewayCutsStreams_AreTruncated()
    {
        RunResult run = await RunAsync(
            """{ "name": "cut", "load": { "warmUp": "500ms", "stages": [ { "for": "3s", "rate": "50/s" } ] }, "workload": [ { "name": "chat" } ] }""",
            """{ "ttft": "constant(10ms)", "itl": "constant(5ms)", "tokens": "uniform(20, 60)", "faults": { "cut": { "share": 0.1, "afterTokens": 5 } } }""",
            passes: false);

        Assert.InRange(run.Streams.Truncated, 1, 50);
        Assert.Equal(150, run.Streams.Truncated + run.Streams.Completed);
        Assert.Equal(run.Streams.Completed, run.Integrity.Verified);
    }

    [Fact]
    public async Task Run_GatewayDiesInMidStream_IsTruncatedAndFails()
    {
        string configuration = _folder.AddFile("gateway.json", """{ "ttft": "constant(10ms)", "itl": "constant(50ms)", "tokens": "constant(200)" }""");
        await using SoakProcess gateway = SoakProcess.Start("gateway", "--listen", "http://127.0.0.1:0", "--config", configuration);
        Uri behind = await gateway.WaitUntilReadyAsync();
        await using Nginx nginx = await Nginx.StartAsync(behind.Port, TestContext.Current.CancellationToken);
        string scenario = _folder.AddFile("dies.json", """
            { "name": "dies", "load": { "warmUp": "500ms", "stages": [ { "for": "4s", "rate": "20/s" } ] }, "workload": [ { "name": "chat" } ] }
            """);
        string results = _folder.NewPath("results");
        await using SoakProcess soak = SoakProcess.Start("run", scenario, "--target", nginx.Address.ToString(), "--out", results);
        string intervals = Path.Combine(results, "intervals.ndjson");
        while (!File.Exists(intervals)) await Task.Delay(20, TestContext.Current.CancellationToken);

        gateway.Kill();
        (int exitCode, _, _) = await soak.WaitAsync();

        RunResult run = ResultReader.Read(results).Run;
        Judged.Fail(run, exitCode);
        Assert.InRange(run.Streams.Truncated, 1, 80);
        Assert.InRange(run.Requests.ByOutcome["upstreamError"], 1, 80); // nginx answers 502 for those after it
        Assert.Equal(80, run.Requests.Finished);
    }

    private Task<RunResult> RunAsync(string scenario, string gatewaySettings, bool passes) =>
        ProxiedRun.OfAsync(
            _folder, async port => await Nginx.StartAsync(port, TestContext.Current.CancellationToken), scenario, gatewaySettings, passes);
}
