namespace HotPath.Soak.Load;

/// <summary>One thread for all time-outs: looks at every exchange each 10 ms, so a time-out is at most that late.</summary>
/// <remarks>
/// No timer: it would wake a thread of the pool a hundred times a second, and each looks for more work for so long, yielding and
/// yielding again, that it took 4 % of the core that the load needs.
/// </remarks>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private readonly List<Exchange> _exchanges = [];
    private readonly TimeProvider _time;
    private volatile bool _ended;

    public Watchdog(TimeProvider time)
    {
        _time = time;
        new Thread(Run) { Name = "HotPath watchdog", IsBackground = true }.Start();
    }

    public void Watch(Exchange exchange)
    {
        lock (_lock) _exchanges.Add(exchange);
    }

    public void CancelAll()
    {
        lock (_lock)
        {
            foreach (Exchange exchange in _exchanges) exchange.Cancel();
        }
    }

    /// <summary>Does not wait for the thread, which may be the caller: it ends with its next tick.</summary>
    public void Dispose() => _ended = true;

    private void Run()
    {
        while (!_ended)
        {
            CheckAll();
            Thread.Sleep(Tick);
        }
    }

    private void CheckAll()
    {
        long now = _time.GetTimestamp();
        lock (_lock)
        {
            foreach (Exchange exchange in _exchanges) exchange.CheckDeadline(now);
        }
    }
}
