using System.Net.Http.Json;
using System.Text.Json;
using HotPath.Soak.Load;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>The target's <c>/stats</c>, read now and again over a connection of its own, in the version of HTTP that the load speaks.</summary>
internal sealed class StatsPage : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Before and after a run its counts are waited for; in between a sample that is late is left out.</summary>
    private static readonly TimeSpan LongestForCounts = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestForSample = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _client;
    private readonly Uri _url;
    private readonly Uri _pacing;

    public StatsPage(Target target, TargetSettings settings)
    {
        _client = TargetClient.To(target, settings, LongestForCounts);
        _url = new Uri(target.Url, "/stats");
        _pacing = new Uri(target.Url, "/stats/pacing");
    }

    /// <returns>Null where the target has no such page: it is no simulated gateway, or it is out of reach.</returns>
    public Task<GatewayStats?> TryReadCountsAsync() => TryReadAsync<GatewayStats>(_url, LongestForCounts);

    /// <summary>The counts when no stream is open any more: who answers learns only a moment later that a client has left.</summary>
    /// <returns>As they are after ten seconds where streams are open still: something between goes on reading. Null as above.</returns>
    public async Task<GatewayStats?> TryReadCountsAtRestAsync()
    {
        long startedAt = TimeProvider.System.GetTimestamp();
        GatewayStats? counts = await TryReadCountsAsync().ConfigureAwait(false);
        while (counts is { Streams.Open: > 0 } && TimeProvider.System.GetElapsedTime(startedAt) < LongestForCounts)
        {
            await Task.Delay(BetweenReads).ConfigureAwait(false);
            counts = await TryReadCountsAsync().ConfigureAwait(false);
        }

        return counts;
    }

    /// <returns>Null where the target has no such page, or does not answer at once.</returns>
    public async Task<ProcessSample?> TryReadProcessAsync() => (await TryReadAsync<ProcessStats>(_url, LongestForSample).ConfigureAwait(false))?.Process;

    /// <returns>Null where the target has no such page, or does not answer.</returns>
    public Task<GatewayPacing?> TryReadPacingAsync() => TryReadAsync<GatewayPacing>(_pacing, LongestForCounts);

    public void Dispose() => _client.Dispose();

    private async Task<T?> TryReadAsync<T>(Uri page, TimeSpan longest)
        where T : class
    {
        T? read = await AskAsync<T>(page, longest).ConfigureAwait(false);

        // The answer comes on a thread that serves the load's sockets, too: what follows, percentiles and files, must not hold it up.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return read;
    }

    private async ValueTask<T?> AskAsync<T>(Uri page, TimeSpan longest)
        where T : class
    {
        using CancellationTokenSource timeout = new(longest);
        try
        {
            return await _client.GetFromJsonAsync<T>(page, Json, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or JsonException or OperationCanceledException or InvalidOperationException)
        {
            return null;
        }
    }
    /// <summary>What is read of the page each second.</summary>
    private sealed record ProcessStats
    {
        public required ProcessSample Process { get; init; }
    }
}
