using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Limits;

/// <summary>
/// What one key may still take under one limit. Knows no clock: all moments are nanoseconds since the limit came into force, none earlier
/// than the one before. For one thread at a time.
/// </summary>
internal abstract class Allowance
{
    /// <summary>More than can ever be taken at once.</summary>
    public const long Never = long.MaxValue;

    public static Allowance Of(LimitSettings limit)
    {
        long everyNanoseconds = limit.Every.Ticks * TimeSpan.NanosecondsPerTick;
        return limit.Window switch
        {
            LimitWindow.Fixed => new FixedWindow(limit.Limit, everyNanoseconds),
            LimitWindow.Sliding => new SlidingWindow(limit.Limit, everyNanoseconds),
            _ => new TokenBucket(limit.Limit, everyNanoseconds, limit.Capacity),
        };
    }

    /// <returns>Nanoseconds from <paramref name="now"/> until so much may be taken, if nobody else takes and nothing is given back; 0: now; or <see cref="Never"/>.</returns>
    public abstract long WaitFor(long now, long cost);

    /// <summary>Only where <see cref="WaitFor"/> it is 0.</summary>
    public abstract void Take(long now, long cost);

    /// <summary>
    /// Makes what was taken into what was used. What is too much goes back to where it was taken, if that still counts; what is too little
    /// is taken now, be there room or not.
    /// </summary>
    /// <param name="now">When it is known.</param>
    /// <param name="takenAt">When it was taken.</param>
    public abstract void Settle(long now, long takenAt, long taken, long used);

    /// <returns>What may be taken at once, at least 0.</returns>
    public abstract long Remaining(long now);

    /// <returns>Nanoseconds until it is as if nothing had ever been taken; 0: it is.</returns>
    public abstract long ResetIn(long now);
}
