namespace HotPath.Soak.Gateway.Limits;

/// <summary>
/// What a limit decided in each of the windows of its length that follow one another from moment 0, whatever its own kind: the last
/// <see cref="MostKept"/> in which anything was asked.
/// </summary>
internal sealed class WindowCounts(long everyNanoseconds)
{
    public const int MostKept = 64;

    private readonly Queue<WindowCount> _earlier = new();
    private WindowCount _last = new(Number: -1, Accepted: 0, Rejected: 0, Taken: 0);

    /// <summary>The oldest first.</summary>
    public IEnumerable<WindowCount> All => _last.Number < 0 ? [] : _earlier.Append(_last);

    public void CountAccepted(long now, long cost)
    {
        GoTo(now);
        _last = _last with { Accepted = _last.Accepted + 1, Taken = _last.Taken + cost };
    }

    public void CountRejected(long now)
    {
        GoTo(now);
        _last = _last with { Rejected = _last.Rejected + 1 };
    }

    private void GoTo(long now)
    {
        long number = now / everyNanoseconds;
        if (number == _last.Number) return;

        if (_last.Number >= 0) _earlier.Enqueue(_last);
        if (_earlier.Count == MostKept) _earlier.Dequeue();
        _last = new WindowCount(number, 0, 0, 0);
    }
}

/// <param name="Number">From 0, which began when the limit came into force.</param>
/// <param name="Accepted">Requests.</param>
/// <param name="Rejected">Requests.</param>
/// <param name="Taken">Requests, or tokens as they were charged at first.</param>
internal readonly record struct WindowCount(long Number, long Accepted, long Rejected, long Taken);
