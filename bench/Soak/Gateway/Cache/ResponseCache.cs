using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Cache;

/// <summary>The response cache and its counts. From any thread; counts only grow, and are counted before the answer that bears them is sent.</summary>
internal sealed class ResponseCache
{
    public const string Header = "X-Cache";
    public const string EnabledHeader = "X-Cache-Enabled";

    private readonly AnswerStore _store;
    private volatile CacheSettings? _settings;
    private long _hits;
    private long _misses;
    private long _bypass;
    private long _coalesced;

    /// <param name="settings">Null: there is none yet.</param>
    public ResponseCache(CacheSettings? settings)
    {
        _settings = settings;
        CacheSettings bounds = settings ?? new CacheSettings();
        _store = new AnswerStore(bounds.Entries, bounds.TimeToLive);
    }

    /// <summary>Null: there is none.</summary>
    public CacheSettings? Settings => _settings;

    public CacheCounts Counts => new(
        Volatile.Read(ref _hits), Volatile.Read(ref _misses), Volatile.Read(ref _bypass), Volatile.Read(ref _coalesced), _store.Count, _store.Evicted);

    public void Take(CacheOrder order)
    {
        if (order.Clear || order.Settings is null) _store.Clear();
        if (order.Settings is { } settings) _store.Set(settings.Entries, settings.TimeToLive);
        _settings = order.Settings;
    }

    /// <param name="request">Null: it has no fingerprint, and so nothing in common with any other.</param>
    public static bool IsPassedBy(IHeaderDictionary headers, RequestFingerprint? request) =>
        request is null
        || string.Equals(headers[EnabledHeader], "false", StringComparison.OrdinalIgnoreCase)
        || (headers.CacheControl is { Count: > 0 } control && control.Any(value =>
            value!.Contains("no-cache", StringComparison.OrdinalIgnoreCase) || value.Contains("no-store", StringComparison.OrdinalIgnoreCase)));

    public ValueTask<FoundAnswer> FindAsync(CacheSettings settings, RequestFingerprint request, string tenant, HttpContext context, TokenWheel wheel) =>
        AnswerWait.FindAsync(_store, new AnswerKey(settings.PerTenant ? tenant : "", request), request, settings.Coalesce, context, wheel);

    public void WriteHit(IHeaderDictionary headers, bool wasJoined)
    {
        Interlocked.Increment(ref _hits);
        if (wasJoined) Interlocked.Increment(ref _coalesced);
        headers[Header] = "hit";
    }

    public void WriteMiss(IHeaderDictionary headers)
    {
        Interlocked.Increment(ref _misses);
        headers[Header] = "miss";
    }

    public void WriteBypass(IHeaderDictionary headers)
    {
        Interlocked.Increment(ref _bypass);
        headers[Header] = "bypass";
    }
}

/// <param name="Hits">Answers that bear <c>X-Cache: hit</c>.</param>
/// <param name="Misses">The same of <c>miss</c>.</param>
/// <param name="Bypass">The same of <c>bypass</c>.</param>
/// <param name="Coalesced">Hits that waited for another request's answer.</param>
/// <param name="Entries">Answers kept.</param>
/// <param name="Evicted">Pushed out for want of room.</param>
internal sealed record CacheCounts(long Hits, long Misses, long Bypass, long Coalesced, int Entries, long Evicted);
