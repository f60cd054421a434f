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

    /// <summary>What was alive after a full blocking collection, in MiB; null but where one ended in the interval.</summary>
    public double? HeapAfterFullMB { get; init; }

    /// <summary>Open file descriptors at the interval's end; null where it is not known.</summary>
    public long? OpenFiles { get; init; }

    /// <summary>Threads at the interval's end; null where it is not known.</summary>
    public long? Threads { get; init; }
}
