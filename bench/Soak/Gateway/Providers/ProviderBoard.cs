using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Parts.Gateway;

namespace HotPath.Soak.Gateway.Providers;

/// <summary>
/// The providers in force, who goes where, and what each has in hand. From any thread: whatever is chosen and counted is so under one lock,
/// so that shares, capacities and counts are exact.
/// </summary>
internal sealed class ProviderBoard
{
    /// <summary>What answers where no provider is named: the gateway's own pace, without limits.</summary>
    public const string Unnamed = "default";

    private static readonly FailoverSettings NoFailover = new() { Attempts = 1 };

    private readonly Lock _lock = new();
    private readonly GatewaySettings _gateway;
    private readonly Dictionary<string, Provider> _known = [];
    private readonly Dictionary<ulong, WeightedTurns> _turns = []; // by the providers that share them
    private UpstreamSettings _settings = new();
    private Provider[] _providers = [];
    private long _failovers;
    private long _breakerOpened;

    /// <param name="gateway">Whose providers are in force from the wheel's beginning.</param>
    public ProviderBoard(GatewaySettings gateway)
    {
        _gateway = gateway;
        Set(gateway.Upstreams, 0);
    }

    public UpstreamSettings InForce
    {
        get
        {
            lock (_lock) return _settings;
        }
    }

    /// <summary>Puts others in the place of all; a name that stays keeps its counts, and what it has in hand.</summary>
    /// <param name="now">From which the faults' moments count.</param>
    public void Set(UpstreamSettings settings, long now)
    {
        lock (_lock)
        {
            _settings = settings;
            _turns.Clear();
            ValueList<ProviderSettings> providers = settings.Providers.Count > 0 ? settings.Providers : [new ProviderSettings { Name = Unnamed }];
            _providers = [.. providers.Select(provider => Known(provider.Name))];
            for (int index = 0; index < _providers.Length; index++)
            {
                _providers[index].Set(providers[index], _gateway, settings.Failover?.Breaker, now);
            }
        }
    }

    /// <summary>Plans a request's way and begins its first attempt.</summary>
    /// <param name="plan">Which says by whom its tenant may be served; null: there is none.</param>
    /// <param name="attempt">Null: none lets it in.</param>
    /// <returns>The way, or why there is none.</returns>
    public (Itinerary? Way, OpenAiError? Error) Begin(
        in AskedFor asked, TenantSettings? plan, in RouteWish wish, long now, out ProviderAttempt? attempt)
    {
        lock (_lock)
        {
            attempt = null;
            List<Provider> candidates = Serving(asked.Model.Text);
            if (candidates.Count == 0) return (null, UpstreamError.NoProviderOf(asked.Model.Text));

            if (plan is { Providers.Count: > 0 }) candidates.RemoveAll(provider => !plan.Providers.Contains(provider.Name));
            if (candidates.Count == 0) return (null, UpstreamError.NoneInPlan(asked.Model.Text, plan!));

            Itinerary way = Plan(candidates, wish);
            attempt = Enter(way, asked, now);
            return (way, null);
        }
    }

    /// <summary>Begins the next attempt of a way.</summary>
    /// <returns>Null: no provider lets it in.</returns>
    public ProviderAttempt? Next(Itinerary way, in AskedFor asked, long now)
    {
        lock (_lock) return Enter(way, asked, now);
    }

    /// <summary>An attempt failed, as was its fate.</summary>
    /// <param name="way">Which says whether such a failure counts for the breaker.</param>
    public void Fail(ProviderAttempt attempt, Itinerary way, long now)
    {
        lock (_lock)
        {
            Provider provider = attempt.Provider;
            provider.InFlight--;
            if (attempt.Fate.IsRefusal) provider.Refused++;
            else provider.Failed++;

            if (!way.Failover.On.Contains(attempt.Fate.Status)) attempt.Breaker?.Succeed(attempt.IsProbe);
            else if (attempt.Breaker?.Fail(attempt.IsProbe, now) == true) _breakerOpened++;
        }
    }

    /// <summary>The client of a failing attempt left before it had failed.</summary>
    public void Leave(ProviderAttempt attempt)
    {
        lock (_lock)
        {
            attempt.Provider.InFlight--;
            attempt.Provider.Left++;
            attempt.Breaker?.Leave(attempt.IsProbe);
        }
    }

    /// <summary>The answer to an attempt that succeeded is over.</summary>
    public void End(ProviderAttempt attempt, ServingEnd end, int tokens)
    {
        lock (_lock)
        {
            Provider provider = attempt.Provider;
            provider.InFlight--;
            provider.Tokens += tokens;
            if (end == ServingEnd.Completed) provider.Served++;
            else provider.Left++;
        }
    }

    /// <summary>A client is told that its answer is of that provider.</summary>
    public void CountAnswer(string provider)
    {
        lock (_lock) Known(provider).Answers++;
    }

    /// <summary>A client is told that another provider than the chosen one had its request last.</summary>
    public void CountFailover() => Interlocked.Increment(ref _failovers);

    /// <summary>All counts of one moment.</summary>
    public BoardCounts Read(long now)
    {
        lock (_lock)
        {
            return new BoardCounts(
                [
                    .. _known.Values.Select(provider => new ProviderCounts(
                        provider.Name, provider.Attempts, provider.Served, provider.Failed, provider.Refused, provider.Left, provider.InFlight, provider.Answers, provider.Tokens,
                        provider.Breaker?.StateAt(now))),
                ],
                Volatile.Read(ref _failovers),
                _breakerOpened);
        }
    }

    private Provider Known(string name) => _known.TryGetValue(name, out Provider? provider) ? provider : _known[name] = new Provider(name);

    private List<Provider> Serving(string model)
    {
        foreach (ModelRoute route in _settings.Routing.Models)
        {
            if (route.Model == model) return [.. route.Providers.Select(Known).Where(provider => provider.Serves(model))];
        }

        List<Provider> serving = [];
        foreach (Provider provider in _providers)
        {
            if (provider.Serves(model)) serving.Add(provider);
        }

        return serving;
    }

    private Itinerary Plan(List<Provider> candidates, in RouteWish wish)
    {
        RoutePolicy policy = wish.Policy ?? _settings.Routing.Policy;
        int preferred = IndexOf(candidates, wish.Preference);
        int local = 0; // how many of the first are in the request's region
        if (preferred < 0) (candidates, policy) = Ordered(candidates, policy, wish.Region, out local);
        int first = preferred >= 0 ? preferred : policy switch
        {
            RoutePolicy.Weighted => TurnOf(candidates),
            RoutePolicy.Region => TurnOf(candidates.GetRange(0, local)),
            RoutePolicy.LeastBusy => LeastBusy(candidates),
            _ => 0,
        };
        Provider chosen = candidates[first];
        candidates.RemoveAt(first);
        candidates.Insert(0, chosen); // the others keep their order
        if (wish.Fallback == false) candidates.RemoveRange(1, candidates.Count - 1);

        FailoverSettings failover = _settings.Failover ?? (wish.Fallback == true ? new FailoverSettings() : NoFailover);
        string decision = preferred >= 0 ? RouteDecision.Preferred : RoutingPart.NameOf(policy);
        return new Itinerary([.. candidates], decision, failover);
    }

    /// <summary>Puts those first that the policy puts first; the others keep their order.</summary>
    /// <param name="local">How many of them are in the request's region.</param>
    /// <returns>The policy that decides: a request of no region that has a provider goes by weight.</returns>
    private static (List<Provider> Candidates, RoutePolicy Policy) Ordered(List<Provider> candidates, RoutePolicy policy, string? region, out int local)
    {
        local = 0;
        switch (policy)
        {
            case RoutePolicy.Cheapest:
                return ([.. candidates.OrderBy(provider => provider.Settings.Price ?? double.PositiveInfinity)], policy);
            case RoutePolicy.Region:
                local = string.IsNullOrEmpty(region) ? 0 : candidates.Count(IsThere);
                return local > 0 ? ([.. candidates.OrderBy(provider => !IsThere(provider))], policy) : (candidates, RoutePolicy.Weighted);
            default:
                return (candidates, policy);
        }

        bool IsThere(Provider provider) => provider.Settings.Region == region;
    }

    private static int IndexOf(List<Provider> candidates, string? preference)
    {
        if (string.IsNullOrEmpty(preference)) return -1;

        int index = candidates.FindIndex(provider => provider.Name == preference);
        return index < 0 && preference == RouteWish.Primary ? 0 : index;
    }

    private int TurnOf(List<Provider> candidates)
    {
        if (candidates.Count == 1) return 0;

        ulong members = 0;
        foreach (Provider provider in candidates)
        {
            members |= 1UL << Array.IndexOf(_providers, provider);
        }

        if (!_turns.TryGetValue(members, out WeightedTurns? turns))
        {
            _turns[members] = turns = new WeightedTurns([.. _providers.Where((_, index) => (members & (1UL << index)) != 0).Select(provider => provider.Settings.Weight)]);
        }

        // The turns are in the order of the providers, which a model's route may have changed.
        int turn = turns.Next();
        return candidates.IndexOf(_providers.Where((_, index) => (members & (1UL << index)) != 0).ElementAt(turn));
    }

    private static int LeastBusy(List<Provider> candidates)
    {
        int least = 0;
        for (int index = 1; index < candidates.Count; index++)
        {
            if (candidates[index].InFlight < candidates[least].InFlight) least = index;
        }

        return least;
    }

    private static ProviderAttempt? Enter(Itinerary way, in AskedFor asked, long now)
    {
        if (way.Enter(now, out bool isProbe) is not { } provider) return null;

        long timeout = way.Failover.Timeout is { } limit ? limit.Ticks * TimeSpan.NanosecondsPerTick : long.MaxValue;
        ProviderFate fate = ProviderFate.Of(provider, asked, way.Begun - 1, timeout, now);
        provider.Attempts++;
        provider.InFlight++;

        // A provider that serves sends its head at once: for the gateway it has answered.
        if (fate.IsServed) provider.Breaker?.Succeed(isProbe);
        return new ProviderAttempt(provider, provider.Breaker, isProbe, fate);
    }
}
