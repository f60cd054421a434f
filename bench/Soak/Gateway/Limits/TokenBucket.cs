namespace HotPath.Soak.Gateway.Limits;

/// <summary>
/// Holds at most <paramref name="capacity"/>, is full at first and gets <paramref name="limit"/> evenly in each window's length. Counts in
/// whole parts, so that nothing is lost by rounding however often it is asked.
/// </summary>
internal sealed class TokenBucket(long limit, long everyNanoseconds, long capacity) : Allowance
{
    // In parts: one permit has as many as a window has nanoseconds, so that a nanosecond brings as many parts as the limit has permits.
    // 10^9 permits of 30 days take 82 bits. Below zero where more was used than taken.
    private readonly Int128 _full = (Int128)capacity * everyNanoseconds;
    private Int128 _level = (Int128)capacity * everyNanoseconds;
    private long _filledAt;

    public override long WaitFor(long now, long cost)
    {
        Fill(now);
        return cost > capacity ? Never : TimeToFill(((Int128)cost * everyNanoseconds) - _level);
    }

    public override void Take(long now, long cost)
    {
        Fill(now);
        _level -= (Int128)cost * everyNanoseconds;
    }

    public override void Settle(long now, long takenAt, long taken, long used)
    {
        Fill(now);
        _level += (Int128)(taken - used) * everyNanoseconds; // what flows over is taken away when it is filled next
    }

    public override long Remaining(long now)
    {
        Fill(now);
        return _level <= 0 ? 0 : (long)(_level / everyNanoseconds);
    }

    public override long ResetIn(long now)
    {
        Fill(now);
        return TimeToFill(_full - _level);
    }

    private void Fill(long now)
    {
        _level = Int128.Min(_full, _level + ((Int128)(now - _filledAt) * limit));
        _filledAt = now;
    }

    /// <returns>Nanoseconds, rounded up.</returns>
    private long TimeToFill(Int128 missing) => missing <= 0 ? 0 : (long)((missing + limit - 1) / limit);
}
