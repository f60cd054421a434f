namespace HotPath.Analysis.Results;

/// <summary>What one process cost over the measured time.</summary>
public record ProcessFigures
{
    /// <summary>CPU time as a share of one processor; 200 is two processors kept busy.</summary>
    public double CpuPercent { get; init; }

    /// <summary>Garbage collections and their pauses.</summary>
    public GcFigures Gc { get; init; } = new();

    /// <summary>Managed bytes allocated for each event received, all costs of the process shared out.</summary>
    public double? AllocatedBytesPerEvent { get; init; }

    /// <summary>Managed bytes allocated for each request finished.</summary>
    public double? AllocatedBytesPerRequest { get; init; }

    /// <summary>Theil-Sen slope of the heap's size after its last collection, in MiB an hour; null below three samples.</summary>
    public double? HeapSlopeMBPerHour { get; init; }

    /// <summary>Theil-Sen slope of the resident set, in MiB an hour; null below three samples.</summary>
    public double? RssSlopeMBPerHour { get; init; }

    /// <summary>Largest resident set seen, in MiB.</summary>
    public double RssPeakMB { get; init; }
}
