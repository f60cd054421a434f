namespace HotPath.Analysis.Results;

/// <summary>What one process cost in one interval.</summary>
public sealed record ProcessInterval
{
    /// <summary>CPU time as a share of one processor.</summary>
    public double CpuPercent { get; init; }

    /// <summary>Garbage collections and their pauses.</summary>
    public GcFigures Gc { get; init; } = new();

    /// <summary>The heap's size after its last collection, in MiB.</summary>
    public double HeapMB { get; init; }

    /// <summary>Managed bytes allocated in the interval, in MiB.</summary>
    public double AllocatedMB { get; init; }

    /// <summary>The resident set at the interval's end, in MiB.</summary>
    public double RssMB { get; init; }
}
