using HotPath.Analysis.Results;
using HotPath.Soak.Machine;
using HotPath.Soak.Telemetry.Watching;

namespace HotPath.Soak.Telemetry;

/// <summary>What measuring uses: the thread that samples while it does, and those that see the events of this process and of watched ones.</summary>
internal sealed class TelemetryCost(WatchList watched)
{
    private const double BytesPerMB = 1 << 20;

    private readonly ThreadUse _eventsBefore = GcPauses.Own.Used;
    private ThreadUse _sampling;

    /// <summary>Counts from this moment until the result is disposed of, on the same thread.</summary>
    public Stretch Count() => new(this);

    /// <param name="seconds">Over which it was counted.</param>
    /// <param name="events">Of the load, in that time.</param>
    public TelemetryFigures Figures(double seconds, long events)
    {
        ThreadUse all = _sampling + (GcPauses.Own.Used - _eventsBefore) + watched.Used;
        return new TelemetryFigures
        {
            CpuPercent = all.CpuNanoseconds > 0 && seconds > 0 ? all.CpuNanoseconds / (seconds * 1e7) : null,
            AllocatedMB = all.AllocatedBytes / BytesPerMB,
            AllocatedBytesPerEvent = events > 0 ? (double)all.AllocatedBytes / events : null,
        };
    }

    internal readonly ref struct Stretch(TelemetryCost cost)
    {
        private readonly ThreadUse _from = ThreadUse.OfThisThread;

        public void Dispose() => cost._sampling += ThreadUse.OfThisThread - _from;
    }
}
