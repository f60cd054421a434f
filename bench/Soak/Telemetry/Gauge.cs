namespace HotPath.Soak.Telemetry;

/// <summary>How many there are now, and the most there were. Any thread.</summary>
internal sealed class Gauge
{
    private long _now;
    private long _peak;

    public long Now => Volatile.Read(ref _now);

    public long Peak => Volatile.Read(ref _peak);

    public void Up()
    {
        long now = Interlocked.Increment(ref _now);
        long peak = Volatile.Read(ref _peak);
        while (now > peak)
        {
            long seen = Interlocked.CompareExchange(ref _peak, now, peak);
            if (seen == peak) return;
            peak = seen;
        }
    }

    public void Down() => Interlocked.Decrement(ref _now);

    /// <summary>Forgets peaks before this moment.</summary>
    public void ResetPeak() => Volatile.Write(ref _peak, Now);
}
