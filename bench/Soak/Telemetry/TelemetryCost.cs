using HotPath.Soak.Machine;

namespace HotPath.Soak.Telemetry;

/// <summary>CPU time that measuring takes: of the thread that samples while it does, and of the one that sees the collector's events.</summary>
internal sealed class TelemetryCost
{
    private readonly long _eventsBefore = GcPauses.Own.CpuNanoseconds;
    private long _nanoseconds;

    /// <summary>Counts from this moment until the result is disposed of, on the same thread.</summary>
    public Stretch Count() => new(this);

    /// <param name="seconds">Over which it was counted.</param>
    /// <returns>As a share of one processor; null where the system does not tell, or there was no time.</returns>
    public double? Percent(double seconds)
    {
        long all = _nanoseconds + GcPauses.Own.CpuNanoseconds - _eventsBefore;
        return all > 0 && seconds > 0 ? all / (seconds * 1e7) : null;
    }

    internal readonly ref struct Stretch(TelemetryCost cost)
    {
        private readonly long _from = ThreadClock.Nanoseconds;

        public void Dispose() => cost._nanoseconds += ThreadClock.Nanoseconds - _from;
    }
}
