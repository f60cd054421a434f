namespace HotPath.Soak.Load;

/// <summary>
/// How many requests the measured time may have, where the load says so. Used up it is when one more is due: n requests of a rate r take
/// n / r seconds, and n requests of as many users last until the first of them would send again. Any thread.
/// </summary>
internal sealed class RequestQuota : IDisposable
{
    private readonly long? _requests;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _usedUp = new();
    private long _taken;
    private long _usedUpAt;

    /// <param name="requests">Null: as many as are due.</param>
    public RequestQuota(long? requests, TimeProvider time)
    {
        _requests = requests;
        _time = time;
    }

    /// <summary>Set when one more request was due than there may be.</summary>
    public CancellationToken UsedUp => _usedUp.Token;

    /// <summary>When that was, as a time stamp; null: not yet.</summary>
    public long? UsedUpAt => _usedUp.IsCancellationRequested ? Volatile.Read(ref _usedUpAt) : null;

    /// <summary>Asked once for each request that is due in the measured time.</summary>
    /// <returns>False when the load has had all its requests: this one is not to be made.</returns>
    public bool TryTake()
    {
        if (_requests is not { } most) return true;

        long number = Interlocked.Increment(ref _taken);
        if (number == most + 1)
        {
            Volatile.Write(ref _usedUpAt, _time.GetTimestamp());
            _ = _usedUp.CancelAsync(); // whoever waits for it goes on elsewhere: here may be the pacer, or a socket's thread
        }

        return number <= most;
    }

    public void Dispose() => _usedUp.Dispose();
}
