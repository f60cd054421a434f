using System.Globalization;
using System.Text.Json;
using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Peers;
using HotPath.EndToEnd.Tests.Soak;

namespace HotPath.EndToEnd.Tests.Outputs;

/// <summary>A run that writes to a real InfluxDB, which is asked for it again.</summary>
public sealed class InfluxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_WithADatabase_LeavesEachIntervalThere()
    {
        string influxd = Peer.Require("influxd", "apt-get install -y --no-install-recommends influxdb");
        (int port, int rpc) = (FreePort.Next(), FreePort.Next());
        string data = _folder.NewPath("influx");
        string configuration = _folder.AddFile(
            "influxdb.conf",
            $"""
            bind-address = "127.0.0.1:{rpc}"
            reporting-disabled = true
            [meta]
              dir = "{data}/meta"
            [data]
              dir = "{data}/data"
              wal-dir = "{data}/wal"
            [monitor]
              store-enabled = false
            [http]
              bind-address = "127.0.0.1:{port}"
            """);
        await using HttpPeer server = await HttpPeer.StartAsync(influxd, ["run", "-config", configuration], new Uri($"http://127.0.0.1:{port}/ping"), Cancelled);
        await QueryAsync(port, "CREATE DATABASE hotpath");
        string results = _folder.NewPath("results");

        (_, _, string error) = await SoakProcess.RunAsync(
            "run", "constant-rate", "--rate", "40", "--duration", "4s", "--out", results, "--listen", "none", "--influx", $"http://127.0.0.1:{port}/write?db=hotpath");

        RecordedRun recorded = ResultReader.Read(results);
        Assert.True(recorded.Run.Influx is { Failed: 0, Dropped: 0 }, $"{recorded.Run.Influx} {error}");
        Assert.Equal(recorded.Intervals.Count + recorded.Events.Count, recorded.Run.Influx.Sent);
        Assert.Equal(recorded.Run.Requests.Finished, await NumberAsync(port, "SELECT sum(\"finished\") FROM \"hotpath_requests\""));
        Assert.Equal(recorded.Intervals.Max(interval => interval.Latency.E2e?.P99) ?? 0, await NumberAsync(port, "SELECT max(\"p99\") FROM \"hotpath_latency\" WHERE \"latency\" = 'e2e'"), tolerance: 1e-9);
        Assert.Equal(recorded.Run.Requests.ByStatus["200"], await NumberAsync(port, $"SELECT sum(\"count\") FROM \"hotpath_statuses\" WHERE \"status\" = '200' AND \"run\" = '{recorded.Run.Id}'"));
    }

    private async Task<double> NumberAsync(int port, string query)
    {
        using JsonDocument answer = JsonDocument.Parse(await QueryAsync(port, query));
        return answer.RootElement.GetProperty("results")[0].GetProperty("series")[0].GetProperty("values")[0][1].GetDouble();
    }

    private async Task<string> QueryAsync(int port, string query)
    {
        using HttpResponseMessage answer = await _client.PostAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/query?db=hotpath&q={Uri.EscapeDataString(query)}")), content: null, Cancelled);
        return await answer.Content.ReadAsStringAsync(Cancelled);
    }
}
