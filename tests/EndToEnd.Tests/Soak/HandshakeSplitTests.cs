using System.Globalization;
using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>Connections of mixed kind, new, resumed and kept, through a real nginx: both sides must count the same, group by group.</summary>
public sealed class HandshakeSplitTests : IDisposable
{
    /// <summary>Each group has a path of its own, so that nginx's log tells them apart.</summary>
    private static readonly (string Group, string Path)[] Groups = [("new", "/v1/models"), ("resumed", "/v1/embeddings"), ("kept", "/v1/chat/completions")];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1.2")]
    [InlineData("1.3")]
    public Task Run_MixedConnections_CountsWhatNginxCounts(string version) => RunAsync(version, seconds: 3, perSecond: 90);

    /// <summary>Ten thousand connections in a minute and a quarter each. The folder of <c>HOTPATH_OUT</c> keeps the run and what nginx counted.</summary>
    [Theory(Explicit = true)]
    [InlineData("1.2")]
    [InlineData("1.3")]
    public Task Run_TenThousandConnections_CountsWhatNginxCounts(string version) => RunAsync(version, seconds: 75, perSecond: 200);

    private async Task RunAsync(string version, int seconds, int perSecond)
    {
        using ProxyCertificate certificate = new();
        await using SoakProcess gateway = SoakProcess.Start(
            "gateway", "--listen", "http://127.0.0.1:0", "--config", _folder.AddFile("gateway.json", """{ "ttft": "constant(1ms)", "itl": "constant(1ms)", "tokens": "constant(2)" }"""));
        ProxyOptions options = new() { UpstreamPort = (await gateway.WaitUntilReadyAsync()).Port, Certificate = certificate };
        await using Nginx nginx = await Nginx.StartAsync(options, TestContext.Current.CancellationToken);
        string ca = Path.Combine(nginx.Folder, ProxyCertificate.CertificateFile).Replace("\\", "/", StringComparison.Ordinal);
        string scenario = _folder.AddFile("scenario.json", $$"""
            {
              "name": "handshake-split",
              "target": { "checkKey": false, "tls": { "ca": "{{ca}}", "version": "{{version}}" }, "timeouts": { "connect": "20s", "firstByte": "20s" } },
              "load": { "warmUp": "0s", "stages": [ { "for": "{{seconds}}s", "rate": "{{perSecond}}/s" } ] },
              "workload": [
                { "name": "new", "endpoint": "models", "connection": "new" },
                { "name": "resumed", "endpoint": "embeddings", "connection": "resumed" },
                { "name": "kept", "stream": false, "connection": "kept" }
              ]
            }
            """);
        string results = Environment.GetEnvironmentVariable("HOTPATH_OUT") is { Length: > 0 } kept ? Path.Combine(kept, $"tls-{version}") : _folder.NewPath("results");

        (int exitCode, _, _) = await SoakProcess.RunAsync("run", scenario, "--target", $"https://localhost:{nginx.Port}", "--out", results);

        RunResult run = ResultReader.Read(results).Run;
        Judged.Pass(run, exitCode);
        IReadOnlyList<NginxRequest> requests = await NginxRequest.ReadAsync(nginx, (int)run.Requests.Finished, TestContext.Current.CancellationToken);
        List<string> counted = [];
        long connections = 0;
        foreach ((string name, string path) in Groups)
        {
            NginxRequest[] ofGroup = [.. requests.Where(request => request.Line.Contains($" {path} ", StringComparison.Ordinal))];
            NginxRequest[] opened = [.. ofGroup.DistinctBy(request => request.Connection)];
            connections += opened.Length;
            counted.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {ofGroup.Length} requests on {opened.Length} connections, {opened.Count(one => !one.SessionReused)} full handshakes, {opened.Count(one => one.SessionReused)} resumed"));
            AssertSame(run.Groups[name], ofGroup, opened, version);
        }

        Assert.Equal(perSecond * seconds, run.Requests.Finished);
        Assert.Equal(connections, run.Connections.Opened);
        Assert.Equal(connections, run.Tls!.Full + run.Tls.Resumed);
        Assert.Equal((connections, 0), (run.Tls.Protocols[version], run.Tls.Failed));
        Assert.Equal(connections, run.Tls.Ciphers.Values.Sum());
        AssertAddsUp(run.Connections);
        Assert.InRange(run.Tls.CpuShare ?? 0, 0.01, 1);
        File.WriteAllLines(Path.Combine(results, "nginx.txt"), counted);
    }

    /// <summary>New and resumed ones carry one request; of those kept nginx wants some back, and in a long run some are idle for too long.</summary>
    private static void AssertAddsUp(ConnectionFigures connections)
    {
        ConnectionEndFigures closed = connections.Closed;
        Assert.Equal((0, 0, 0, 0, 0), (closed.Reset, closed.Error, closed.Timeout, closed.GivenUp, closed.EndOfRun));
        Assert.Equal(connections.Opened, connections.Open + closed.AfterRequests + closed.Idle + closed.Asked + closed.Fin + closed.Lifetime);
        Assert.Equal(connections.Opened - connections.Open, connections.AgeSeconds!.Count);
    }

    private static void AssertSame(GroupFigures group, NginxRequest[] requests, NginxRequest[] connections, string version)
    {
        Assert.All(requests, request => Assert.Equal((200, $"TLSv{version}"), (request.Status, request.TlsProtocol)));
        Assert.Equal(
            (requests.Length, connections.Length, requests.Length - connections.Length),
            (group.Requests.Finished, group.Connections.Opened, group.Connections.Reused));
        Assert.Equal(
            (connections.Count(connection => !connection.SessionReused), connections.Count(connection => connection.SessionReused)),
            (group.Tls!.Full, group.Tls.Resumed));
        Assert.Equal((group.Tls.Full, group.Tls.Resumed), (group.TlsFull?.Count ?? 0, group.TlsResumed?.Count ?? 0));
        Assert.True(group.Tls.CpuMsPerHandshake > 0);
    }
}
