using HotPath.Soak.Gateway.Tenants;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Limits;

/// <summary>
/// One limit with a counter for each key. Remembers <see cref="MostKeys"/> at most: when there is no more room, those are forgotten of which
/// nothing counts any more, and while there is none, further keys share one counter. For one thread at a time.
/// </summary>
internal sealed class LimitRule(LimitSettings limit, long startedAt)
{
    public const int MostKeys = 10_000;

    /// <summary>What the keys beyond are counted under, and those that were forgotten.</summary>
    public const string Others = "(others)";

    private const string All = "all";

    private readonly Dictionary<string, LimitCounter> _counters = [];
    private LimitCounter? _others;
    private long _nextForgettingAt;

    public LimitSettings Limit => limit;

    /// <summary>Nanoseconds of the wheel: the counters' moment 0.</summary>
    public long StartedAt => startedAt;

    public IEnumerable<LimitCounter> Counters => _others is null ? _counters.Values : _counters.Values.Append(_others);

    /// <returns>Null: it is not for this request.</returns>
    public LimitCounter? CounterOf(in Caller caller, in AskedFor asked, long now)
    {
        if (!IsFor(caller, asked)) return null;

        string key = limit.Per switch
        {
            LimitScope.Key => caller.Key,
            LimitScope.Tenant => caller.TenantName,
            LimitScope.Model => asked.Model.Text,
            LimitScope.Endpoint => EndpointName.Of(asked.Route),
            _ => All,
        };
        return _counters.TryGetValue(key, out LimitCounter? counter) ? counter : Add(key, now);
    }

    /// <summary>A request is charged its prompt and, where it caps its answer, that cap.</summary>
    public long CostOf(in AskedFor asked) => limit.Of is LimitUnit.Requests ? 1 : (long)asked.PromptTokens + (asked.MaxTokens ?? 0);

    private bool IsFor(in Caller caller, in AskedFor asked) =>
        (limit.Tenants.Count == 0 || limit.Tenants.Contains(caller.TenantName))
        && (limit.Models.Count == 0 || limit.Models.Contains(asked.Model.Text))
        && (limit.Endpoints.Count == 0 || limit.Endpoints.Contains(EndpointName.EndpointOf(asked.Route)));

    private LimitCounter Add(string key, long now)
    {
        if (_counters.Count == MostKeys) Forget(now);
        if (_counters.Count == MostKeys) return _others ??= new LimitCounter(limit, Others);

        LimitCounter counter = new(limit, key);
        _counters.Add(key, counter);
        return counter;
    }

    // Goes through all, so not for every new key.
    private void Forget(long now)
    {
        if (now < _nextForgettingAt) return;

        _nextForgettingAt = now + (limit.Every.Ticks * TimeSpan.NanosecondsPerTick);
        foreach (LimitCounter counter in _counters.Values.Where(counter => counter.Unsettled == 0 && counter.Allowance.ResetIn(now) == 0))
        {
            (_others ??= new LimitCounter(limit, Others)).Add(counter);
            _counters.Remove(counter.Key); // allowed while it is enumerated
        }
    }
}
