using System.Numerics;
using HotPath.Soak.Gateway.Limits;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Gateway.Limits;

/// <summary>
/// What each kind of limit promises, said over the whole history and asked anew each time: no state that could go wrong in the same way
/// as what it is held against. A give-back is an event of its own; moments never fall.
/// </summary>
internal sealed class AllowanceModel(LimitSettings limit)
{
    private readonly long _every = limit.Every.Ticks * TimeSpan.NanosecondsPerTick;
    private readonly List<Event> _events = [];

    public bool Allows(long now, long cost) => limit.Window switch
    {
        LimitWindow.Fixed => UsedInWindow(now) + cost <= limit.Limit,
        LimitWindow.Sliding => UsedBefore(now) + cost <= limit.Limit,
        _ => LevelOfBucket(now) >= (BigInteger)cost * _every,
    };

    public void Take(long now, long cost) => _events.Add(new Event(now, now, cost));

    public void Settle(long now, long takenAt, long taken, long used) =>
        _events.Add(used > taken ? new Event(now, now, used - taken) : new Event(now, takenAt, used - taken));

    private long UsedInWindow(long now) => _events.Where(known => known.CountsAt / _every == now / _every).Sum(known => known.Cost);

    // Each counts for a window's length from the end of its 4,096th part of a window.
    private long UsedBefore(long now)
    {
        long part = Math.Max(1, _every / SlidingWindow.Parts);
        return _events.Where(known => (decimal)Math.Ceiling(known.CountsAt / (decimal)part) * part + _every > now).Sum(known => known.Cost);
    }

    // Reflection (Skorokhod): the level is the least, over every earlier moment at which the bucket may have been full, of a full bucket
    // then, what flowed in since and what was taken since. It can have been full only at the beginning or around an event.
    private BigInteger LevelOfBucket(long now)
    {
        BigInteger full = (BigInteger)limit.Capacity * _every;
        BigInteger least = full;
        BigInteger takenSince = 0;
        for (int index = _events.Count - 1; index >= 0; index--)
        {
            BigInteger inflow = (BigInteger)limit.Limit * (now - _events[index].At);
            least = BigInteger.Min(least, full + inflow - takenSince);
            takenSince += (BigInteger)_events[index].Cost * _every;
            least = BigInteger.Min(least, full + inflow - takenSince);
        }

        return least;
    }

    /// <param name="At">When it happened.</param>
    /// <param name="CountsAt">When the limit takes it for happened.</param>
    /// <param name="Cost">Below zero: given back.</param>
    private readonly record struct Event(long At, long CountsAt, long Cost);
}
