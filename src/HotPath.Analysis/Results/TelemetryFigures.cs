namespace HotPath.Analysis.Results;

/// <summary>What measuring itself cost the generator.</summary>
public sealed record TelemetryFigures
{
    /// <summary>
    /// CPU time of what closes intervals, samples processes and writes both down, as a share of one processor, in percent; null where the system does not
    /// tell the CPU time of a thread.
    /// </summary>
    public double? CpuPercent { get; init; }

    /// <summary>
    /// What the same allocated on the generator's managed heap, in MiB. Exact to the byte a thread; the continuations of reading the gateway's page
    /// are not in it.
    /// </summary>
    public double? AllocatedMB { get; init; }

    /// <summary>
    /// The same over the events of the load. What the generator's <see cref="ProcessFigures.AllocatedBytesPerEvent"/> has more is the load's own.
    /// </summary>
    public double? AllocatedBytesPerEvent { get; init; }
}
