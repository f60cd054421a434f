using System.Globalization;
using System.Text.Json;
using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Peers;
using HotPath.EndToEnd.Tests.Soak;

namespace HotPath.EndToEnd.Tests.Outputs;

/// <summary>A run that a real Prometheus scrapes and its own tool reads.</summary>
public sealed class PrometheusTests : IDisposable
{
    private const string Install = "apt-get install -y --no-install-recommends prometheus";

    private const string Json = """
        {
          "name": "scraped",
          "load": { "warmUp": "500ms", "stages": [ { "for": "6s", "rate": "60/s" } ] },
          "workload": [ { "name": "chat", "maxTokens": 8 }, { "name": "embed", "endpoint": "embeddings", "stream": false } ],
          "gateway": { "ttft": "constant(20ms)", "itl": "constant(2ms)", "tokens": "constant(8)" },
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Metrics_OfARun_PassTheLintOfPromtool()
    {
        string promtool = Peer.Require("promtool", Install);
        await using SoakProcess soak = Start(_folder.NewPath("results"));
        Uri page = new(await soak.WaitUntilSaidAsync("live page  "));
        string metrics = await UntilAsync(() => _client.GetStringAsync(new Uri(page, "/metrics"), Cancelled), text => text.Contains("hotpath_e2e_seconds_bucket", StringComparison.Ordinal));

        string findings = await PeerCommand.RunAsync(promtool, ["check", "metrics"], metrics, Cancelled);

        Assert.Empty(findings);
    }

    [Fact]
    public async Task Prometheus_ThatScrapesARun_HasItsCountsAndLatencies()
    {
        string prometheus = Peer.Require("prometheus", Install);
        string results = _folder.NewPath("results");
        await using SoakProcess soak = Start(results);
        Uri page = new(await soak.WaitUntilSaidAsync("live page  "));
        int port = FreePort.Next();
        string configuration = _folder.AddFile(
            "prometheus.yml",
            $$"""
            global: { scrape_interval: 500ms }
            scrape_configs: [ { job_name: hotpath, static_configs: [ { targets: [ "{{page.Authority}}" ] } ] } ]
            """);
        await using HttpPeer server = await HttpPeer.StartAsync(
            prometheus,
            [$"--config.file={configuration}", $"--storage.tsdb.path={_folder.NewPath("tsdb")}", $"--web.listen-address=127.0.0.1:{port}"],
            new Uri($"http://127.0.0.1:{port}/-/ready"),
            Cancelled);

        double up = await UntilAsync(() => QueryAsync(port, "up"), value => value == 1);
        double median = await UntilAsync(() => QueryAsync(port, "histogram_quantile(0.5, sum by (le) (hotpath_ttft_service_seconds_bucket{group=\"chat\"}))"), value => value > 0);
        double finished = await UntilAsync(() => QueryAsync(port, "sum(hotpath_requests_finished_total{outcome=\"completed\",scenario=\"scraped\"})"), value => value > 100);
        await soak.WaitAsync();

        Assert.Equal(1, up);
        RunResult run = ResultReader.Read(results).Run;
        double slow = run.Groups["chat"].TtftService!.P90!.Value / 1_000;
        Assert.InRange(median, 0.01, Math.Max(0.025, 2.5 * slow)); // from the bucket of the gateway's 20 ms to that of what it took here; none is wider
        Assert.InRange(finished, 100, run.Requests.Finished);
    }

    private SoakProcess Start(string results) => SoakProcess.Start("run", _folder.AddFile("scraped.json", Json), "--out", results, "--listen", "http://127.0.0.1:0");

    /// <summary>NaN where there is no such sample yet.</summary>
    private async Task<double> QueryAsync(int port, string query)
    {
        string json = await _client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/api/v1/query?query={Uri.EscapeDataString(query)}"), Cancelled);
        using JsonDocument answer = JsonDocument.Parse(json);
        JsonElement result = answer.RootElement.GetProperty("data").GetProperty("result");
        return result.GetArrayLength() == 0 ? double.NaN : double.Parse(result[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
    }

    private static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isEnough)
    {
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        enough.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            T answer = await ask();
            if (isEnough(answer)) return answer;

            await Task.Delay(TimeSpan.FromMilliseconds(100), enough.Token);
        }
    }
}
