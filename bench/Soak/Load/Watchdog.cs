namespace HotPath.Soak.Load;

/// <summary>One timer for all time-outs: looks at every exchange each 10 ms, so a time-out is at most that late.</summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private readonly List<Exchange> _exchanges = [];
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public Watchdog(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static self => ((Watchdog)self!).CheckAll(), this, Tick, Tick);
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

    public void Dispose() => _timer.Dispose();

    private void CheckAll()
    {
        long now = _time.GetTimestamp();
        lock (_lock)
        {
            foreach (Exchange exchange in _exchanges) exchange.CheckDeadline(now);
        }
    }
}
