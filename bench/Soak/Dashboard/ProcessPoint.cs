using HotPath.Analysis.Results;

namespace HotPath.Soak.Dashboard;

/// <summary>What a process used in the time of a <see cref="FeedPoint"/>.</summary>
/// <param name="Seconds">How long it was looked at.</param>
/// <param name="CpuSeconds">CPU time in them, over all processors.</param>
/// <param name="PauseMs">Time in which garbage collections held all its threads.</param>
/// <param name="HeapMB">After the last collection; 0 before the first.</param>
internal readonly record struct ProcessPoint(double Seconds, double CpuSeconds, double PauseMs, double HeapMB)
{
    public double CpuPercent => CpuSeconds / Seconds * 100;

    public double PauseMsPerSecond => PauseMs / Seconds;

    public static ProcessPoint? Of(ProcessInterval? process, double seconds) => process is null || seconds <= 0
        ? null
        : new ProcessPoint(seconds, process.CpuPercent / 100 * seconds, process.Gc.PauseMs, process.HeapMB);

    public static ProcessPoint? Followed(ProcessPoint? earlier, ProcessPoint? later)
    {
        if (earlier is not { } a || later is not { } b) return later ?? earlier;

        return new ProcessPoint(a.Seconds + b.Seconds, a.CpuSeconds + b.CpuSeconds, a.PauseMs + b.PauseMs, b.HeapMB);
    }
}
