using System.Net.Http.Json;
using System.Text.Json;

namespace HotPath.Soak.Runs;

/// <summary>The target's <c>/stats</c>, read now and again over one connection of its own.</summary>
internal sealed class StatsPage : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(1);

    private readonly HttpClient _client = new() { Timeout = LongestAnswer };
    private readonly Uri _url;

    public StatsPage(Uri api)
    {
        _url = new Uri(api, "/stats");
    }

    /// <returns>Null where the target has no such page: it is no simulated gateway, or it is out of reach.</returns>
    public async ValueTask<GatewayStats?> TryReadAsync()
    {
        try
        {
            return await _client.GetFromJsonAsync<GatewayStats>(_url, Json).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is HttpRequestException or JsonException or TaskCanceledException or InvalidOperationException)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();
}
