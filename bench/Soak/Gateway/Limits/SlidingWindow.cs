namespace HotPath.Soak.Gateway.Limits;

/// <summary>
/// At most <paramref name="limit"/> in any stretch of a window's length. What is taken counts for a window's length from the end of the
/// 4,096th part of a window in which it was taken: never too short, too long by less than that part, and some 4,100 entries to
/// remember at most, whatever the limit.
/// </summary>
internal sealed class SlidingWindow(long limit, long everyNanoseconds) : Allowance
{
    public const int Parts = 4_096;

    private readonly long _part = Math.Max(1, everyNanoseconds / Parts);

    // A ring: the oldest at _first, moments rising. At most one entry a part.
    private Entry[] _entries = new Entry[4];
    private int _first;
    private int _count;
    private long _used;

    public override long WaitFor(long now, long cost)
    {
        Forget(now);
        if (_used + cost <= limit) return 0;
        if (cost > limit) return Never;

        long left = _used;
        for (int index = 0; ; index++)
        {
            Entry entry = At(index);
            left -= entry.Cost;
            if (left + cost <= limit) return entry.CountsFrom + everyNanoseconds - now;
        }
    }

    public override void Take(long now, long cost)
    {
        Forget(now);
        long countsFrom = CountsFrom(now);
        _used += cost;
        if (_count > 0 && At(_count - 1).CountsFrom == countsFrom)
        {
            At(_count - 1).Cost += cost;
            return;
        }

        if (_count == _entries.Length) Grow();
        _count++;
        At(_count - 1) = new Entry(countsFrom, cost);
    }

    public override void Settle(long now, long takenAt, long taken, long used)
    {
        if (used > taken)
        {
            Take(now, used - taken);
            return;
        }

        Forget(now);
        int index = IndexOf(CountsFrom(takenAt));
        if (index < 0) return;

        At(index).Cost -= taken - used;
        _used -= taken - used;
    }

    public override long Remaining(long now)
    {
        Forget(now);
        return Math.Max(0, limit - _used);
    }

    public override long ResetIn(long now)
    {
        Forget(now);
        for (int index = _count - 1; index >= 0; index--)
        {
            if (At(index).Cost > 0) return At(index).CountsFrom + everyNanoseconds - now;
        }

        return 0;
    }

    private long CountsFrom(long moment) => (moment + _part - 1) / _part * _part;

    private ref Entry At(int index) => ref _entries[(_first + index) % _entries.Length];

    private void Forget(long now)
    {
        while (_count > 0 && At(0).CountsFrom + everyNanoseconds <= now)
        {
            _used -= At(0).Cost;
            _first = (_first + 1) % _entries.Length;
            _count--;
        }
    }

    /// <returns>Negative: it counts no more.</returns>
    private int IndexOf(long countsFrom)
    {
        int low = 0;
        int high = _count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            long found = At(middle).CountsFrom;
            if (found == countsFrom) return middle;

            if (found < countsFrom) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    private void Grow()
    {
        Entry[] entries = new Entry[_entries.Length * 2];
        for (int index = 0; index < _count; index++)
        {
            entries[index] = At(index);
        }

        _entries = entries;
        _first = 0;
    }

    /// <param name="CountsFrom">The end of the part in which it was taken.</param>
    /// <param name="Cost">What was taken in that part and not given back.</param>
    private record struct Entry(long CountsFrom, long Cost);
}
