using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HotPath.Soak.Scenarios;

namespace HotPath.EndToEnd.Tests.Soak.Confusion;

/// <summary>A simulated gateway in a process of its own, whose faults are switched while it runs and counted by itself.</summary>
internal sealed class FaultyGateway : IAsyncDisposable
{
    private readonly SoakProcess _process;
    private readonly HttpClient _admin;

    private FaultyGateway(SoakProcess process, IReadOnlyList<Uri> addresses)
    {
        _process = process;
        Http1 = addresses[0];
        Http2 = new UriBuilder(addresses[1]) { Scheme = Uri.UriSchemeHttp }.Uri;
        Https = addresses[2];

        // One connection throughout: a new one might be refused, and be counted.
        _admin = new HttpClient(new SocketsHttpHandler { PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan }) { BaseAddress = Http1 };
    }

    /// <summary>In the clear, HTTP/1.1 alone.</summary>
    public Uri Http1 { get; }

    /// <summary>In the clear, HTTP/2 alone.</summary>
    public Uri Http2 { get; }

    /// <summary>Both.</summary>
    public Uri Https { get; }

    public string CaFile => _process.CaFile();

    /// <param name="folder">Gets its configuration.</param>
    public static async Task<FaultyGateway> StartAsync(TemporaryFolder folder, GatewaySettings settings)
    {
        string configuration = folder.AddFile("gateway.json", Encoding.UTF8.GetString(ScenarioWriter.WriteGateway(settings)));
        SoakProcess process = SoakProcess.Start(
            "gateway", "--listen", "http://127.0.0.1:0", "--listen", "h2c://127.0.0.1:0", "--listen", "https://127.0.0.1:0", "--config", configuration);
        return new FaultyGateway(process, await process.WaitUntilAllReadyAsync());
    }

    public async Task SetAsync(GatewayFaults faults)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body)) FaultsWriter.Write(json, faults);
        using ByteArrayContent content = new(body.ToArray());
        using HttpResponseMessage response = await _admin.PostAsync(new Uri("/admin/faults", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <returns>What went wrong on purpose until now, by its name.</returns>
    public async Task<IReadOnlyDictionary<string, long>> FaultsAsync()
    {
        JsonElement stats = await _admin.GetFromJsonAsync<JsonElement>(new Uri("/stats", UriKind.Relative), TestContext.Current.CancellationToken);
        return stats.GetProperty("faults").EnumerateObject().ToDictionary(fault => fault.Name, fault => fault.Value.GetInt64());
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _process.DisposeAsync();
    }
}
