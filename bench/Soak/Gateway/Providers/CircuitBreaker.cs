using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Providers;

/// <summary>
/// Leaves a provider alone for a while after several attempts in a row failed; then lets one through, whose outcome decides. Knows no clock:
/// moments are handed in. For one thread at a time.
/// </summary>
internal sealed class CircuitBreaker(BreakerSettings settings)
{
    private readonly long _openNanoseconds = settings.Open.Ticks * TimeSpan.NanosecondsPerTick;
    private int _failures;
    private bool _isOpen;
    private long _openUntil;
    private bool _isProbed;

    public BreakerState StateAt(long now) => !_isOpen ? BreakerState.Closed
        : _isProbed || now >= _openUntil ? BreakerState.HalfOpen
        : BreakerState.Open;

    /// <param name="isProbe">The one that decides; to be handed back with its outcome.</param>
    /// <returns>Whether an attempt may begin, whose outcome must then be told.</returns>
    public bool TryEnter(long now, out bool isProbe)
    {
        isProbe = _isOpen && !_isProbed && now >= _openUntil;
        if (isProbe) _isProbed = true;
        return isProbe || !_isOpen;
    }

    /// <summary>An attempt succeeded. One that began before the breaker opened says nothing of now.</summary>
    public void Succeed(bool isProbe)
    {
        if (_isOpen && !isProbe) return;

        _isOpen = _isProbed = false;
        _failures = 0;
    }

    /// <returns>Whether the breaker opened with it, be it again.</returns>
    public bool Fail(bool isProbe, long now)
    {
        if (_isOpen && !isProbe) return false;
        if (!_isOpen && ++_failures < settings.Failures) return false;

        _isOpen = true;
        _isProbed = false;
        _openUntil = now + _openNanoseconds;
        return true;
    }

    /// <summary>An attempt ended without an outcome: its client left. Another one may decide.</summary>
    public void Leave(bool isProbe)
    {
        if (isProbe) _isProbed = false;
    }
}

internal enum BreakerState
{
    Closed,
    Open,
    HalfOpen,
}
