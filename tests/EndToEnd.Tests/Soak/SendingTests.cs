using System.Text.Json;
using HotPath.Analysis.Results;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>Tenants, weighted models, requests that repeat and clients that give up, from the scenario's file to <c>run.json</c>.</summary>
public sealed class SendingTests : IDisposable
{
    /// <summary>Streams of ten seconds and more: who gives up after a second does so in mid-stream, or before its head where the machine is busy.</summary>
    private const string Endless = """{ "ttft": "constant(5ms)", "itl": "constant(100ms)", "tokens": "constant(100)" }""";

    private const string GivingUp = """
        {
          "name": "giving-up",
          "target": { "transport": "TRANSPORT" },
          "load": { "warmUp": "0s", "stages": [ { "for": "2s", "rate": "30/s" } ] },
          "workload": [
            { "name": "impatient", "weight": 2, "cancelAfter": "1s" },
            { "name": "list", "endpoint": "models" }
          ],
          "gateway": GATEWAY
        }
        """;

    private const string ManyTenants = """
        {
          "name": "tenants",
          "target": { "transport": "TRANSPORT" },
          "load": { "warmUp": "0s", "stages": [ { "for": "2s", "rate": "60/s" } ] },
          "workload": [
            { "name": "chat", "weight": 3, "models": [ { "name": "sim-small", "weight": 4 }, { "name": "sim-large" } ], "distinct": 10,
              "requestId": true, "idempotencyKey": true, "metadata": { "app": "test" }, "prompts": [ "Ask {{id}}" ], "promptTokens": "uniform(100, 400)" },
            { "name": "vectors", "endpoint": "embeddings", "model": "sim-embedding", "prompts": [ "{{n}}" ] }
          ],
          "tenants": [ { "name": "free", "weight": 2, "models": [ "sim-small" ] }, { "name": "pro", "headers": { "X-Tenant-ID": "pro" } } ],
          "gateway": { "ttft": "constant(5ms)", "itl": "constant(2ms)", "tokens": "uniform(5, 30)" }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http1")]
    [InlineData("http2")]
    public async Task Run_ClientsThatGiveUp_AreNoErrorsAndAgreeWithTheGateway(string transport)
    {
        (RunResult run, int exitCode) = await RunAsync(GivingUp.Replace("GATEWAY", Endless, StringComparison.Ordinal), transport);

        Judged.Pass(run, exitCode);
        Assert.Equal(60, run.Requests.Scheduled);
        Assert.Equal((40, 40), (run.Requests.GivenUp, run.Requests.ByOutcome["cancelled"]));
        Assert.Equal((40, 0), (run.Groups["impatient"].Requests.GivenUp, run.Groups["list"].Requests.GivenUp));
        Assert.Equal(0, run.Requests.ErrorRate);
        Assert.InRange(run.Streams.Opened, 1, 40);
        Assert.Equal((0, 0), (run.Streams.Completed, run.Streams.Truncated));
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? ["not compared"]));
    }

    [Theory]
    [InlineData("http1", "http://127.0.0.1:0")]
    [InlineData("http2", "h2c://127.0.0.1:0")]
    public async Task Run_ClientsThatGiveUp_AreTheStreamsThatTheGatewaySawAbandoned(string transport, string listen)
    {
        await using SoakProcess gateway = SoakProcess.Start("gateway", "--listen", listen, "--config", _folder.AddFile("gateway.json", Endless));
        Uri address = new UriBuilder(await gateway.WaitUntilReadyAsync()) { Scheme = "http" }.Uri;

        (RunResult run, int exitCode) = await RunAsync(GivingUp.Replace("GATEWAY", "{}", StringComparison.Ordinal), transport, "--target", address.ToString());

        Judged.Pass(run, exitCode);
        using HttpClient client = new() { DefaultRequestVersion = new Version(transport == "http2" ? 2 : 1, transport == "http2" ? 0 : 1), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using JsonDocument stats = JsonDocument.Parse(await client.GetStringAsync(new Uri(address, "/stats"), TestContext.Current.CancellationToken));
        JsonElement streams = stats.RootElement.GetProperty("streams");
        long CountOf(string name) => streams.GetProperty(name).GetInt64();
        Assert.Equal(40, run.Requests.GivenUp);
        Assert.InRange(CountOf("abandoned"), run.Streams.Opened, run.Requests.GivenUp); // equal but for those whose head was still on its way
        Assert.Equal((CountOf("opened"), 0, 0, 0), (CountOf("abandoned"), CountOf("completed"), CountOf("cut"), CountOf("open")));
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? ["not compared"]));
    }

    [Theory]
    [InlineData("http1")]
    [InlineData("http2")]
    public async Task Run_TenantsModelsAndRepeats_AreWhole(string transport)
    {
        (RunResult run, int exitCode) = await RunAsync(ManyTenants, transport);

        Judged.Pass(run, exitCode);
        Assert.Equal(120, run.Requests.ByOutcome["completed"]);
        Assert.Equal(90, run.Streams.Completed);
        Assert.Equal(run.Streams.Completed, run.Integrity.Verified);
        Assert.Equal((0, 0, 0, 0), (run.Integrity.Lost, run.Integrity.Repeated, run.Integrity.Reordered, run.Integrity.Altered));
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? ["not compared"]));
    }

    private async Task<(RunResult Run, int ExitCode)> RunAsync(string scenario, string transport, params string[] options)
    {
        string results = _folder.NewPath("results");
        string file = _folder.AddFile("scenario.json", scenario.Replace("TRANSPORT", transport, StringComparison.Ordinal));
        (int exitCode, _, string error) = await SoakProcess.RunAsync(["run", file, "--out", results, .. options]);
        Assert.True(Directory.Exists(results), error);
        return (ResultReader.Read(results).Run, exitCode);
    }
}
