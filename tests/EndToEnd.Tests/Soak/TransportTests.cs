using System.Net.Quic;
using System.Text.Json.Nodes;
using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>One scenario over every transport, straight to the simulated gateway and through real proxies.</summary>
public sealed class TransportTests : IDisposable
{
    /// <summary>Every connection is of the measured time, so that its handshakes can be counted from outside.</summary>
    private const string Scenario = """
        {
          "name": "transports",
          "load": { "warmUp": "0s", "stages": [ { "for": "2s", "rate": "40/s" } ] },
          "workload": [
            { "name": "stream", "weight": 3 },
            { "name": "whole", "stream": false }
          ]
        }
        """;

    private const string GatewaySettings = """{ "ttft": "constant(10ms)", "itl": "constant(5ms)", "tokens": "uniform(10, 40)" }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http1", false)]
    [InlineData("http1", true)]
    [InlineData("http2", false)]
    [InlineData("http2", true)]
    [InlineData("http3", true)]
    public async Task Run_StraightToTheGateway_IsWhole(string transport, bool tls)
    {
        Require(transport);
        await using SoakProcess gateway = StartGateway(transport == "http3" ? "h3://127.0.0.1:0" : tls ? "https://localhost:0" : transport == "http2" ? "h2c://127.0.0.1:0" : "http://127.0.0.1:0");
        Uri address = await gateway.WaitUntilReadyAsync();

        RunResult run = await RunAsync(transport, tls, address.Port, tls ? gateway.CaFile() : null);

        AssertWhole(run, tls);
    }

    [Theory]
    [InlineData("http1")]
    [InlineData("http2")]
    [InlineData("http3")]
    public async Task Run_EmbeddedGatewayOverTls_IsWhole(string transport)
    {
        Require(transport);
        string results = _folder.NewPath("results");

        (int exitCode, _, _) = await SoakProcess.RunAsync("run", ScenarioFile(transport, new JsonObject(), JsonNode.Parse(GatewaySettings)), "--out", results);

        RunResult run = ResultReader.Read(results).Run;
        Judged.Pass(run, exitCode);
        Assert.Equal("embedded", run.Topology);
        AssertWhole(run, tls: true);
    }

    [Theory]
    [InlineData("http1", false)]
    [InlineData("http1", true)]
    [InlineData("http2", false)]
    [InlineData("http2", true)]
    public async Task Run_ThroughNginx_IsWholeAndCountsTheHandshakesThatNginxCounts(string transport, bool tls)
    {
        using ProxyCertificate? certificate = tls ? new ProxyCertificate() : null;
        await using SoakProcess gateway = StartGateway("http://127.0.0.1:0");
        ProxyOptions options = new() { UpstreamPort = (await gateway.WaitUntilReadyAsync()).Port, Certificate = certificate, Http2 = transport == "http2" };
        await using Nginx nginx = await Nginx.StartAsync(options, TestContext.Current.CancellationToken);

        RunResult run = await RunAsync(transport, tls, nginx.Port, tls ? Path.Combine(nginx.Folder, ProxyCertificate.CertificateFile) : null);

        AssertWhole(run, tls);
        IReadOnlyList<NginxRequest> requests = await LoadRequestsAsync(nginx, run);
        Assert.All(requests, request => Assert.Equal(transport == "http2" ? "HTTP/2.0" : "HTTP/1.1", request.Protocol));
        if (tls) AssertSameHandshakes(run, requests);
    }

    [Theory]
    [InlineData("http1", false)]
    [InlineData("http1", true)]
    [InlineData("http2", false)]
    [InlineData("http2", true)]
    public async Task Run_ThroughHaproxy_IsWhole(string transport, bool tls)
    {
        using ProxyCertificate? certificate = tls ? new ProxyCertificate() : null;
        await using SoakProcess gateway = StartGateway("http://127.0.0.1:0");
        ProxyOptions options = new() { UpstreamPort = (await gateway.WaitUntilReadyAsync()).Port, Certificate = certificate, Http2 = transport == "http2" };
        await using Haproxy haproxy = await Haproxy.StartAsync(options, TestContext.Current.CancellationToken);

        RunResult run = await RunAsync(transport, tls, haproxy.Port, tls ? Path.Combine(haproxy.Folder, ProxyCertificate.CertificateFile) : null);

        AssertWhole(run, tls);
    }

    [Theory]
    [InlineData("1.2", true)]
    [InlineData("1.2", false)]
    [InlineData("1.3", true)]
    [InlineData("1.3", false)]
    public async Task Run_ANewConnectionForEachRequest_SplitsFullAndResumedHandshakesAsNginxDoes(string version, bool resume)
    {
        using ProxyCertificate certificate = new();
        await using SoakProcess gateway = StartGateway("http://127.0.0.1:0");
        ProxyOptions options = new() { UpstreamPort = (await gateway.WaitUntilReadyAsync()).Port, Certificate = certificate };
        await using Nginx nginx = await Nginx.StartAsync(options, TestContext.Current.CancellationToken);
        JsonObject tls = new() { ["ca"] = Path.Combine(nginx.Folder, ProxyCertificate.CertificateFile), ["version"] = version, ["resume"] = resume };

        RunResult run = await RunAsync(ScenarioFile("http1", tls, gateway: null, requestsPerConnection: 1), $"https://localhost:{nginx.Port}");

        AssertWhole(run, tls: true);
        Assert.Equal(80, run.Connections.Opened);
        Assert.Equal(0, run.Connections.Reused);
        Assert.Equal(80, run.Tls!.Full + run.Tls.Resumed);
        IReadOnlyList<NginxRequest> requests = await LoadRequestsAsync(nginx, run);
        Assert.All(requests, request => Assert.Equal($"TLSv{version}", request.TlsProtocol));
        AssertSameHandshakes(run, requests);
        Assert.Equal(run.Tls.Full, run.Latency.TlsFull?.Count ?? 0);
        Assert.Equal(run.Tls.Resumed, run.Latency.TlsResumed?.Count ?? 0);
        if (!resume) Assert.Equal(0, run.Tls.Resumed);
        else Assert.True(run.Tls.Resumed > 40, $"Only {run.Tls.Resumed} of 80 handshakes were resumed.");
    }

    [Fact]
    public async Task Run_CertificateNobodyVouchesFor_FailsAndSaysWhyInTheCounts()
    {
        using ProxyCertificate certificate = new();
        await using SoakProcess gateway = StartGateway("http://127.0.0.1:0");
        ProxyOptions options = new() { UpstreamPort = (await gateway.WaitUntilReadyAsync()).Port, Certificate = certificate };
        await using Nginx nginx = await Nginx.StartAsync(options, TestContext.Current.CancellationToken);
        string results = _folder.NewPath("results");

        (int exitCode, _, _) = await SoakProcess.RunAsync(
            "run", ScenarioFile("http1", new JsonObject(), gateway: null), "--target", $"https://localhost:{nginx.Port}", "--out", results);

        RunResult run = ResultReader.Read(results).Run;
        Judged.Fail(run, exitCode);
        Assert.Contains(run.Reasons, reason => reason.Contains("no TLS handshake succeeded: certificateUntrusted 80 times. Name a PEM file", StringComparison.Ordinal));
        Assert.Equal(80, run.Requests.ByOutcome["connectionError"]);
        Assert.Equal((0L, 0L, 80L, 80L), (run.Tls!.Full, run.Tls.Resumed, run.Tls.Failed, run.Tls.Failures["certificateUntrusted"]));
    }

    [Fact]
    public async Task Run_CertificateNobodyVouchesFor_DoesNotStart()
    {
        using ProxyCertificate certificate = new();
        await using SoakProcess gateway = StartGateway("http://127.0.0.1:0");
        ProxyOptions options = new() { UpstreamPort = (await gateway.WaitUntilReadyAsync()).Port, Certificate = certificate };
        await using Nginx nginx = await Nginx.StartAsync(options, TestContext.Current.CancellationToken);
        string results = _folder.NewPath("results");

        (int exitCode, _, string error) = await SoakProcess.RunAsync("run", "--target", $"https://localhost:{nginx.Port}", "--out", results);

        Assert.Equal(2, exitCode);
        Assert.Contains("there is no TLS connection, certificateUntrusted: ", error, StringComparison.Ordinal);
        Assert.Contains("target.tls.ca", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(results));
    }

    /// <summary>Of a stream whose upstream died nginx resets the client's, and haproxy ends it as if it were whole: only the missing terminal event tells.</summary>
    [Theory]
    [InlineData("nginx", true)]
    [InlineData("nginx", false)]
    [InlineData("haproxy", true)]
    [InlineData("haproxy", false)]
    public async Task Run_GatewayCutsStreamsBehindAProxyOverHttp2_AreTruncated(string proxy, bool tls)
    {
        const string Cutting = """{ "ttft": "constant(10ms)", "itl": "constant(5ms)", "tokens": "uniform(20, 40)", "faults": { "cut": { "share": 0.2, "afterTokens": 5 } } }""";
        using ProxyCertificate? certificate = tls ? new ProxyCertificate() : null;
        await using SoakProcess gateway = StartGateway("http://127.0.0.1:0", Cutting);
        ProxyOptions options = new() { UpstreamPort = (await gateway.WaitUntilReadyAsync()).Port, Certificate = certificate, Http2 = true };
        await using ProxyProcess between = proxy == "nginx"
            ? await Nginx.StartAsync(options, TestContext.Current.CancellationToken)
            : await Haproxy.StartAsync(options, TestContext.Current.CancellationToken);
        string scenario = ScenarioFile("http2", tls ? new JsonObject { ["ca"] = Path.Combine(between.Folder, ProxyCertificate.CertificateFile) } : null, gateway: null);
        string results = _folder.NewPath("results");

        (int exitCode, _, _) = await SoakProcess.RunAsync("run", scenario, "--target", $"{options.Scheme}://localhost:{between.Port}", "--out", results);

        RunResult run = ResultReader.Read(results).Run;
        Judged.Fail(run, exitCode);
        Assert.InRange(run.Streams.Truncated, 1, 40);
        Assert.Equal(run.Streams.Truncated, run.Requests.ByOutcome["truncated"]);
        Assert.Equal(60, run.Streams.Truncated + run.Streams.Completed);
        Assert.Equal(run.Streams.Completed, run.Integrity.Verified);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/v1", "target.transport is http3, which is spoken over TLS alone")]
    [InlineData("h3://localhost:9/v1", "HTTP/3 is http3 as the scenario's target.transport, with the address https://localhost:9/v1.")]
    public async Task Run_Http3AtAnAddressWithoutTls_IsRefused(string target, string said)
    {
        (int exitCode, _, string error) = await SoakProcess.RunAsync("run", ScenarioFile("http3", tls: null, gateway: null), "--target", target, "--out", _folder.NewPath("results"));

        Assert.Equal(2, exitCode);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Http3WithoutQuic_SaysWhatIsMissing()
    {
        Assert.SkipWhen(QuicConnection.IsSupported, "There is QUIC on this machine.");

        (int exitCode, _, string error) = await SoakProcess.RunAsync("run", ScenarioFile("http3", tls: null, gateway: null), "--out", _folder.NewPath("results"));
        Assert.Equal(2, exitCode);
        Assert.Contains("there is no QUIC on this machine; it needs TLS 1.3 and, but for Windows, the library libmsquic", error, StringComparison.Ordinal);

        (exitCode, _, error) = await SoakProcess.RunAsync("gateway", "--listen", "h3://127.0.0.1:0");
        Assert.Equal(2, exitCode);
        Assert.Contains("--listen: 'h3://127.0.0.1:0' is HTTP/3, and there is no QUIC on this machine", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Http3CertificateNobodyVouchesFor_DoesNotStart()
    {
        Require("http3");
        await using SoakProcess gateway = StartGateway("h3://127.0.0.1:0");
        Uri address = await gateway.WaitUntilReadyAsync();

        JsonObject scenario = JsonNode.Parse(Scenario)!.AsObject();
        scenario["target"] = new JsonObject { ["transport"] = "http3" };

        (int exitCode, _, string error) = await SoakProcess.RunAsync(
            "run", _folder.AddFile("scenario.json", scenario.ToJsonString()), "--target", $"https://localhost:{address.Port}", "--out", _folder.NewPath("results"));

        Assert.Equal(2, exitCode);
        Assert.Contains("there is no TLS connection, certificateUntrusted: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NobodyAtHttp3_DoesNotStart()
    {
        Require("http3");
        (int exitCode, _, string error) = await SoakProcess.RunAsync(
            "run", ScenarioFile("http3", tls: null, gateway: null), "--target", "https://127.0.0.1:9", "--out", _folder.NewPath("results"));

        Assert.Equal(2, exitCode);
        Assert.Contains("The target https://127.0.0.1:9/v1 does not accept connections", error, StringComparison.Ordinal);
    }

    private static void Require(string transport) =>
        Assert.SkipUnless(transport != "http3" || QuicConnection.IsSupported, "There is no QUIC on this machine: libmsquic is missing.");

    private SoakProcess StartGateway(string address, string settings = GatewaySettings) =>
        SoakProcess.Start("gateway", "--listen", address, "--config", _folder.AddFile("gateway.json", settings));

    private Task<RunResult> RunAsync(string transport, bool tls, int port, string? caFile) => RunAsync(
        ScenarioFile(transport, tls ? new JsonObject { ["ca"] = caFile } : null, gateway: null),
        tls ? $"https://localhost:{port}" : $"http://127.0.0.1:{port}");

    private async Task<RunResult> RunAsync(string scenario, string target)
    {
        string results = _folder.NewPath("results");
        (int exitCode, _, _) = await SoakProcess.RunAsync("run", scenario, "--target", target, "--out", results);
        RunResult run = ResultReader.Read(results).Run;
        Judged.Pass(run, exitCode);
        return run;
    }

    private string ScenarioFile(string transport, JsonObject? tls, JsonNode? gateway, int? requestsPerConnection = null)
    {
        JsonObject scenario = JsonNode.Parse(Scenario)!.AsObject();
        JsonObject target = new() { ["transport"] = transport, ["checkKey"] = false }; // all that nginx sees below /v1 is the load
        if (tls is not null) target["tls"] = tls;
        if (requestsPerConnection is { } requests) target["connections"] = new JsonObject { ["requests"] = requests };
        scenario["target"] = target;
        if (gateway is not null) scenario["gateway"] = gateway;
        return _folder.AddFile("scenario.json", scenario.ToJsonString());
    }

    private static void AssertWhole(RunResult run, bool tls)
    {
        Assert.Equal(80, run.Requests.ByOutcome["completed"]);
        Assert.Equal(60, run.Streams.Completed);
        Assert.Equal(run.Streams.Completed, run.Integrity.Verified);
        Assert.Equal((0, 0, 0, 0), (run.Integrity.Lost, run.Integrity.Repeated, run.Integrity.Reordered, run.Integrity.Altered));
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? ["not compared"]));
        Assert.Equal(80, run.Connections.Opened + run.Connections.Reused);
        Assert.Equal(tls, run.Tls is not null);
        if (tls) Assert.Equal(run.Connections.Opened, run.Tls!.Full + run.Tls.Resumed);
    }

    /// <summary>What nginx saw of the load; the pages with the gateway's counts are asked for on connections of their own.</summary>
    private static async Task<IReadOnlyList<NginxRequest>> LoadRequestsAsync(Nginx nginx, RunResult run)
    {
        IReadOnlyList<NginxRequest> all = await NginxRequest.ReadAsync(nginx, (int)run.Requests.Finished, TestContext.Current.CancellationToken);
        return [.. all.Where(request => request.Line.Contains("/v1/", StringComparison.Ordinal))];
    }

    private static void AssertSameHandshakes(RunResult run, IReadOnlyList<NginxRequest> requests)
    {
        NginxRequest[] connections = [.. requests.DistinctBy(request => request.Connection)];
        Assert.Equal(
            (connections.Count(connection => !connection.SessionReused), connections.Count(connection => connection.SessionReused)),
            (run.Tls!.Full, run.Tls.Resumed));
    }
}
