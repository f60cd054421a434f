namespace HotPath.Soak.Gateway.Limits;

/// <summary>At most <paramref name="limit"/> in each of the windows that follow one another from moment 0.</summary>
internal sealed class FixedWindow(long limit, long everyNanoseconds) : Allowance
{
    private long _window;
    private long _used;

    public override long WaitFor(long now, long cost)
    {
        GoTo(now);
        if (_used + cost <= limit) return 0;

        return cost > limit ? Never : EndOfWindow - now;
    }

    public override void Take(long now, long cost)
    {
        GoTo(now);
        _used += cost;
    }

    public override void Settle(long now, long takenAt, long taken, long used)
    {
        GoTo(now);
        if (used > taken || takenAt / everyNanoseconds == _window) _used += used - taken;
    }

    public override long Remaining(long now)
    {
        GoTo(now);
        return Math.Max(0, limit - _used);
    }

    public override long ResetIn(long now)
    {
        GoTo(now);
        return _used == 0 ? 0 : EndOfWindow - now;
    }

    private long EndOfWindow => (_window + 1) * everyNanoseconds;

    private void GoTo(long now)
    {
        long window = now / everyNanoseconds;
        if (window == _window) return;

        _window = window;
        _used = 0;
    }
}
