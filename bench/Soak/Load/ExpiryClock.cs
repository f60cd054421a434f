using HotPath.Soak.Load.Transports;

namespace HotPath.Soak.Load;

/// <summary>
/// When one exchange must be given up. The exchange moves its deadline at each step, the watchdog compares; neither waits for the
/// other, but once the exchange has ended the watchdog cannot hit the next one.
/// </summary>
internal sealed class ExpiryClock(IChannel channel)
{
    private readonly Lock _lock = new();
    private long _deadline = long.MaxValue;
    private bool _active;
    private long? _missed;
    private bool _cancelled;

    /// <summary>The deadline that the exchange missed and was ended for; null: none. Known once what was aborted has ended.</summary>
    public long? Missed
    {
        get
        {
            lock (_lock) return _missed;
        }
    }

    /// <summary>Whether the exchange was told to end before its deadline.</summary>
    public bool WasCancelled => Volatile.Read(ref _cancelled);

    public void Begin()
    {
        lock (_lock)
        {
            _active = true;
            _missed = null;
            Volatile.Write(ref _deadline, long.MaxValue);
        }
    }

    /// <param name="stamp">From now on the exchange is given up after this moment.</param>
    public void MoveTo(long stamp) => Volatile.Write(ref _deadline, stamp);

    /// <summary>After this the exchange is no longer touched from outside.</summary>
    public void End()
    {
        lock (_lock) _active = false;
    }

    /// <summary>The watchdog's side: ends the exchange when its time is over.</summary>
    public void Check(long now)
    {
        if (now < Volatile.Read(ref _deadline)) return;

        lock (_lock)
        {
            long deadline = Volatile.Read(ref _deadline);
            if (!_active || _missed is not null || now < deadline) return;

            _missed = deadline;
            channel.Abort();
        }
    }

    /// <summary>The run's side: ends the exchange, and every later one of its kind, at once.</summary>
    public void Cancel()
    {
        lock (_lock)
        {
            Volatile.Write(ref _cancelled, true);
            if (_active) channel.Abort();
        }
    }
}
