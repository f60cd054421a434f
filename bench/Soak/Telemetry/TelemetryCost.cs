using HotPath.Soak.Machine;
using HotPath.Soak.Telemetry.Watching;

namespace HotPath.Soak.Telemetry;

/// <summary>CPU time that measuring takes: of the thread that samples while it does, and of those that see the events of this process and of watched ones.</summary>
internal sealed class TelemetryCost(WatchList watched)
{
    private readonly long _eventsBefore = GcPauses.Own.CpuNanoseconds;
    private long _nanoseconds;

    /// <summary>Counts from this moment until the result is disposed of, on the same thread.</summary>
    public Stretch Count() => new(this);

    /// <param name="seconds">Over which it was counted.</param>
    /// <returns>As a share of one processor; null where the system does not tell, or there was no time.</returns>
    public double? Percent(double seconds)
    {
        long all = _nanoseconds + GcPauses.Own.CpuNanoseconds - _eventsBefore + watched.CpuNanoseconds;
        return all > 0 && seconds > 0 ? all / (seconds * 1e7) : null;
    }

    internal readonly ref struct Stretch(TelemetryCost cost)
    {
        private readonly long _from = ThreadCpu.Clock?.Invoke() ?? 0;

        public void Dispose() => cost._nanoseconds += (ThreadCpu.Clock?.Invoke() ?? 0) - _from;
    }
}
