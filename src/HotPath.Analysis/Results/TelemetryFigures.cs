namespace HotPath.Analysis.Results;

/// <summary>What measuring itself cost the generator.</summary>
public sealed record TelemetryFigures
{
    /// <summary>
    /// CPU time of what closes intervals, samples processes and writes both down, as a share of one processor, in percent; null where the system does not
    /// tell the CPU time of a thread.
    /// </summary>
    public double? CpuPercent { get; init; }
}
