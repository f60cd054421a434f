using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Providers;

/// <summary>The way of one request: which providers it goes to, in which order, and how often. Guarded by the board that planned it.</summary>
/// <param name="order">At least one; the first is the one chosen.</param>
/// <param name="decision">Why that one.</param>
/// <param name="failover">How it goes on from a failure.</param>
internal sealed class Itinerary(Provider[] order, string decision, FailoverSettings failover)
{
    private int _next;

    /// <summary>Attempts that were begun.</summary>
    public int Begun { get; private set; }

    public FailoverSettings Failover => failover;

    public string DecisionOf(Provider provider) => provider == order[0] ? decision : RouteDecision.Fallback;

    /// <summary>The next attempt's provider, after the last the first again; those that are left alone are passed over.</summary>
    /// <returns>Null: none lets it in.</returns>
    public Provider? Enter(long now, out bool isProbe)
    {
        isProbe = false;
        for (int step = 0; step < order.Length; step++)
        {
            int place = (_next + step) % order.Length;
            if (order[place].Breaker?.TryEnter(now, out isProbe) == false) continue;

            _next = place + 1;
            Begun++;
            return order[place];
        }

        return null;
    }
}
