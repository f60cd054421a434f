using System.Text;
using System.Text.Json;

namespace HotPath.EndToEnd.Tests.Soak.NginxPolicies;

/// <summary>A simulated gateway behind a proxy with a policy: what came through to it, by its own count.</summary>
internal sealed class GatewayBehind : IAsyncDisposable
{
    private readonly SoakProcess _process;
    private readonly HttpClient _client;

    private GatewayBehind(SoakProcess process, Uri address)
    {
        _process = process;
        _client = new HttpClient { BaseAddress = address };
        Port = address.Port;
    }

    public int Port { get; }

    /// <param name="folder">Gets its configuration.</param>
    /// <param name="name">Others in the same folder have another.</param>
    /// <param name="settings">The <c>gateway</c> of a scenario.</param>
    public static async Task<GatewayBehind> StartAsync(TemporaryFolder folder, string name, string settings)
    {
        SoakProcess process = SoakProcess.Start("gateway", "--listen", "http://127.0.0.1:0", "--config", folder.AddFile($"{name}.json", settings));
        try
        {
            return new GatewayBehind(process, await process.WaitUntilReadyAsync());
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Answers to chat requests with this status, until now.</summary>
    public async Task<long> AnswersAsync(int status)
    {
        using JsonDocument stats = JsonDocument.Parse(await _client.GetStringAsync(new Uri("/stats", UriKind.Relative), TestContext.Current.CancellationToken));
        return stats.RootElement.GetProperty("requests").GetProperty("chat").TryGetProperty($"{status}", out JsonElement count) ? count.GetInt64() : 0;
    }

    /// <param name="faults">As the scenario's <c>gateway.faults</c> has them.</param>
    public async Task SetFaultsAsync(string faults)
    {
        using StringContent body = new(faults, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await _client.PostAsync(new Uri("/admin/faults", UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
    }
}
