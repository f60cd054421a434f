using HotPath.Soak.Gateway.Tenants;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Limits;

/// <summary>
/// The limits in force; from any thread. One lock and one look at the clock within it for all of them: so each decision has its place in
/// one order, which is that of its moments, and a request is charged to all of its limits or to none. (The limiters of
/// System.Threading.RateLimiting keep their own time and are asked one after the other; what an earlier one of a chain has taken from a
/// bucket or a window is gone when a later one refuses.)
/// </summary>
internal sealed class LimitBoard
{
    private readonly TokenWheel _wheel;
    private readonly Lock _lock = new();
    private volatile LimitRule[] _rules = [];

    // The counters of the request that is decided on, beside the rules; null: the rule is not for it.
    private LimitCounter?[] _asked = [];
    private long _refused;

    public LimitBoard(TokenWheel wheel, IReadOnlyList<LimitSettings> limits)
    {
        _wheel = wheel;
        Set(limits, startedAt: 0);
    }

    public bool IsEmpty => _rules.Length == 0;

    /// <summary>Requests turned away since the beginning, each once however many limits were against it.</summary>
    public long Refused
    {
        get
        {
            lock (_lock) return _refused;
        }
    }

    public IReadOnlyList<LimitSettings> InForce => [.. _rules.Select(rule => rule.Limit)];

    /// <summary>Puts other limits in the place of all that were; nothing is taken of them yet, and their windows begin now.</summary>
    public void Set(IReadOnlyList<LimitSettings> limits) => Set(limits, _wheel.Now);

    /// <summary>Lets a request in, charged, or turns it away.</summary>
    public LimitDecision Decide(in Caller caller, in AskedFor asked)
    {
        lock (_lock)
        {
            long now = _wheel.Now;
            LimitRefusal? refusal = null;
            LimitRule[] rules = _rules;
            for (int index = 0; index < rules.Length; index++)
            {
                LimitRule rule = rules[index];
                LimitCounter? counter = _asked[index] = rule.CounterOf(caller, asked, now - rule.StartedAt);
                if (counter is null) continue;

                long wait = counter.Allowance.WaitFor(now - rule.StartedAt, rule.CostOf(asked));
                if (wait == 0) continue;

                counter.CountRejected(now - rule.StartedAt);
                if (refusal is null || wait > refusal.WaitNanoseconds) refusal = new LimitRefusal(rule.Limit, counter.Key, rule.CostOf(asked), wait);
            }

            if (refusal is not null) _refused++;
            TokenCharge? charge = refusal is null ? Take(rules, asked, now) : null;
            return new LimitDecision(refusal, charge, StateOf(LimitUnit.Requests, refusal, now), StateOf(LimitUnit.Tokens, refusal, now));
        }
    }

    /// <summary>What was charged for a request becomes what it used.</summary>
    public void Settle(TokenCharge charge, long used)
    {
        lock (_lock)
        {
            long now = _wheel.Now;
            foreach ((LimitCounter counter, long startedAt) in charge.Counters)
            {
                counter.Allowance.Settle(now - startedAt, charge.TakenAt - startedAt, charge.Taken, used);
                counter.Unsettled--;
            }
        }
    }

    /// <returns>What was decided under each limit in force, key by key.</returns>
    public IReadOnlyList<(LimitSettings Limit, LimitCount[] Keys)> Counts(bool withWindows)
    {
        lock (_lock)
        {
            return
            [
                .. _rules.Select(rule => (rule.Limit, rule.Counters.Select(counter => new LimitCount(
                    counter.Key, counter.Accepted, counter.Rejected, withWindows ? [.. counter.Windows.All] : [])).ToArray())),
            ];
        }
    }

    private void Set(IReadOnlyList<LimitSettings> limits, long startedAt)
    {
        lock (_lock)
        {
            _asked = new LimitCounter?[limits.Count];
            _rules = [.. limits.Select(limit => new LimitRule(limit, startedAt))];
        }
    }

    /// <returns>Null: there is nothing to settle.</returns>
    private TokenCharge? Take(LimitRule[] rules, in AskedFor asked, long now)
    {
        TokenCharge? charge = null;
        for (int index = 0; index < rules.Length; index++)
        {
            LimitRule rule = rules[index];
            if (_asked[index] is not { } counter) continue;

            long cost = rule.CostOf(asked);
            counter.Allowance.Take(now - rule.StartedAt, cost);
            counter.CountAccepted(now - rule.StartedAt, cost);
            if (rule.Limit.Of is not LimitUnit.Tokens) continue;

            counter.Unsettled++;
            charge ??= new TokenCharge(this, now, cost, asked.PromptTokens);
            charge.Counters.Add((counter, rule.StartedAt));
        }

        return charge;
    }

    /// <returns>The state of the limit that refused, else of the one of which least remains; null: none of this unit is for the request.</returns>
    private LimitState? StateOf(LimitUnit unit, LimitRefusal? refusal, long now)
    {
        LimitState? least = null;
        for (int index = 0; index < _asked.Length; index++)
        {
            LimitRule rule = _rules[index];
            if (_asked[index] is not { } counter || rule.Limit.Of != unit) continue;

            LimitState state = new(
                rule.Limit.Capacity, counter.Allowance.Remaining(now - rule.StartedAt), counter.Allowance.ResetIn(now - rule.StartedAt));
            if (ReferenceEquals(rule.Limit, refusal?.Limit)) return state;
            if (least is not { } other || state.Remaining < other.Remaining) least = state;
        }

        return least;
    }
}
