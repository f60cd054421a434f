namespace HotPath.Soak.Machine;

/// <summary>A managed heap after its last collection. Sizes hold the free space between objects.</summary>
internal readonly record struct HeapSample
{
    public long Gen0Bytes { get; init; }

    public long Gen1Bytes { get; init; }

    public long Gen2Bytes { get; init; }

    /// <summary>The large object heap's.</summary>
    public long LohBytes { get; init; }

    /// <summary>The pinned object heap's.</summary>
    public long PohBytes { get; init; }

    /// <summary>Free space between objects.</summary>
    public long FragmentedBytes { get; init; }

    /// <summary>What the collector has of the system; nearly all of it is resident.</summary>
    public long CommittedBytes { get; init; }

    public long PinnedObjects { get; init; }

    /// <summary>The number of the last full blocking collection, as the runtime counts collections; 0 before the first.</summary>
    public long LastFull { get; init; }

    /// <summary>What was alive after it: without the free space.</summary>
    public long AfterFullBytes { get; init; }

    /// <param name="last">Of the last collection of any kind.</param>
    /// <param name="lastFull">Of the last that was full and blocking.</param>
    public static HeapSample Of(GCMemoryInfo last, GCMemoryInfo lastFull) => new()
    {
        Gen0Bytes = last.GenerationInfo[0].SizeAfterBytes,
        Gen1Bytes = last.GenerationInfo[1].SizeAfterBytes,
        Gen2Bytes = last.GenerationInfo[2].SizeAfterBytes,
        LohBytes = last.GenerationInfo[3].SizeAfterBytes,
        PohBytes = last.GenerationInfo[4].SizeAfterBytes,
        FragmentedBytes = last.FragmentedBytes,
        CommittedBytes = last.TotalCommittedBytes,
        PinnedObjects = last.PinnedObjectsCount,
        LastFull = lastFull.Index,
        AfterFullBytes = lastFull.HeapSizeBytes - lastFull.FragmentedBytes,
    };
}
