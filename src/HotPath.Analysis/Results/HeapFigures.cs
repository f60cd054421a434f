namespace HotPath.Analysis.Results;

/// <summary>A managed heap after its last collection. Sizes are in MiB and hold the free space between objects.</summary>
public sealed record HeapFigures
{
    /// <summary>Generation 0.</summary>
    public double Gen0MB { get; init; }

    /// <summary>Generation 1.</summary>
    public double Gen1MB { get; init; }

    /// <summary>Generation 2.</summary>
    public double Gen2MB { get; init; }

    /// <summary>The large object heap.</summary>
    public double LohMB { get; init; }

    /// <summary>The pinned object heap.</summary>
    public double PohMB { get; init; }

    /// <summary>What was alive after the last full blocking collection, free space left out; null where there was none.</summary>
    public double? AfterFullMB { get; init; }

    /// <summary>Free space between objects.</summary>
    public double FragmentedMB { get; init; }

    /// <summary>What the collector has of the system.</summary>
    public double CommittedMB { get; init; }

    /// <summary>Objects that the last collection found pinned; null where it is not known.</summary>
    public long? PinnedObjects { get; init; }
}
