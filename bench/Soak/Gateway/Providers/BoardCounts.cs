namespace HotPath.Soak.Gateway.Providers;

/// <param name="Providers">Every one that was ever in force.</param>
/// <param name="Failovers">Answers, errors included, that bear <see cref="RouteDecision.Fallback"/>.</param>
/// <param name="BreakerOpened">How often a breaker opened, again after a probe included.</param>
internal sealed record BoardCounts(IReadOnlyList<ProviderCounts> Providers, long Failovers, long BreakerOpened)
{
    /// <summary>Attempts at all providers.</summary>
    public long UpstreamCalls => Providers.Sum(provider => provider.Attempts);
}

/// <summary>What one provider did: attempts = served + failed + refused + left + in flight. Answers are those that bear its name, given again or not.</summary>
internal sealed record ProviderCounts(
    string Name, long Attempts, long Served, long Failed, long Refused, long Left, int InFlight, long Answers, long Tokens, BreakerState? Breaker);
