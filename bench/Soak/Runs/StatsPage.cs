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
    private readonly CancellationToken _hurry;
    private string? _startedAt;
    private readonly Uri _collection;

    /// <param name="hurry">From when on nothing is waited for longer than for a sample: the run is to be over.</param>
    public StatsPage(Target target, TargetSettings settings, CancellationToken hurry)
    {
        _hurry = hurry;
        _client = TargetClient.To(target, settings, LongestForCounts);
        _url = new Uri(target.Url, "/stats");
        _pacing = new Uri(target.Url, "/stats/pacing");
        _collection = new Uri(target.Url, "/admin/collection");
    }

    /// <summary>How often the gateway was found to be another process than before. Written by whoever reads, one at a time; read by any thread.</summary>
    public int Restarts { get; private set; }

    /// <returns>Null where the target has no such page: it is no simulated gateway, or it is out of reach.</returns>
    public async Task<GatewayStats?> TryReadCountsAsync()
    {
        GatewayStats? counts = await TryReadAsync<GatewayStats>(_url, LongestForCounts).ConfigureAwait(false);
        Note(counts?.StartedAt);
        return counts;
    }

    /// <summary>The counts when no stream is open any more: who answers learns only a moment later that a client has left.</summary>
    /// <returns>As they are after ten seconds where streams are open still: something between goes on reading. Null as above.</returns>
    public async Task<GatewayStats?> TryReadCountsAtRestAsync()
    {
        long startedAt = TimeProvider.System.GetTimestamp();
        GatewayStats? counts = await TryReadCountsAsync().ConfigureAwait(false);
        while (counts is { Streams.Open: > 0 } && TimeProvider.System.GetElapsedTime(startedAt) < (_hurry.IsCancellationRequested ? LongestForSample : LongestForCounts))
        {
            await Task.Delay(BetweenReads).ConfigureAwait(false);
            counts = await TryReadCountsAsync().ConfigureAwait(false);
        }

        return counts;
    }

    /// <returns>Null where the target has no such page, or does not answer at once.</returns>
    public async Task<ProcessSample?> TryReadProcessAsync()
    {
        ProcessStats? stats = await TryReadAsync<ProcessStats>(_url, LongestForSample).ConfigureAwait(false);
        Note(stats?.StartedAt);
        return stats?.Process;
    }

    /// <returns>Null where the target has no such page, or does not answer.</returns>
    public Task<GatewayPacing?> TryReadPacingAsync() => TryReadAsync<GatewayPacing>(_pacing, LongestForCounts);

    /// <summary>Has the target collect all its garbage. Nothing happens where it takes no such orders, or not from this machine.</summary>
    public async Task RequestCollectionAsync()
    {
        using CancellationTokenSource timeout = new(LongestForCounts);
        try
        {
            using HttpResponseMessage answer = await _client.PostAsync(_collection, content: null, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or OperationCanceledException)
        {
            return; // what it holds after a full collection is not known then, and no figure
        }
    }

    public void Dispose() => _client.Dispose();

    private void Note(string? startedAt)
    {
        if (startedAt is null) return;

        if (_startedAt is not null && startedAt != _startedAt) Restarts++;
        _startedAt = startedAt;
    }

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
        await using CancellationTokenRegistration hurry = _hurry.Register(() => timeout.CancelAfter(LongestForSample));
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
        public string? StartedAt { get; init; }

        public required ProcessSample Process { get; init; }
    }
}
