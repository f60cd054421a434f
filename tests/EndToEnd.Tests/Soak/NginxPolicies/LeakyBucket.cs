namespace HotPath.EndToEnd.Tests.Soak.NginxPolicies;

/// <summary>
/// What nginx's limit_req with nodelay lets pass: of each key a count of the requests above the rate, which falls with time; a request that
/// would bring it above the burst is turned away and not counted. The first request of a key counts nothing.
/// </summary>
internal sealed class LeakyBucket(int ratePerSecond, int burst)
{
    private const double MillisecondsPerSecond = 1_000;

    private double _excess;
    private long? _lastAt;

    /// <param name="at">In milliseconds; not before the call before.</param>
    public bool TryPass(long at)
    {
        if (_lastAt is not { } lastAt)
        {
            _lastAt = at;
            return true;
        }

        double excess = Math.Max(0, _excess - ((at - lastAt) * ratePerSecond / MillisecondsPerSecond) + 1);
        if (excess > burst) return false;

        _excess = excess;
        _lastAt = at;
        return true;
    }
}
