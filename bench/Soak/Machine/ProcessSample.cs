namespace HotPath.Soak.Machine;

/// <summary>What this process has used since it started. All but the resident set and the heap only grow.</summary>
internal readonly record struct ProcessSample
{
    public double CpuMs { get; init; }

    public long Gen0 { get; init; }

    public long Gen1 { get; init; }

    public long Gen2 { get; init; }

    public double GcPauseMs { get; init; }

    /// <summary>The heap's size after its last collection; 0 before the first.</summary>
    public long HeapBytes { get; init; }

    public long AllocatedBytes { get; init; }

    public long RssBytes { get; init; }

    public static ProcessSample Read() => new()
    {
        CpuMs = Environment.CpuUsage.TotalTime.TotalMilliseconds,
        Gen0 = GC.CollectionCount(0),
        Gen1 = GC.CollectionCount(1),
        Gen2 = GC.CollectionCount(2),
        GcPauseMs = GC.GetTotalPauseDuration().TotalMilliseconds,
        HeapBytes = GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes,
        AllocatedBytes = GC.GetTotalAllocatedBytes(),
        RssBytes = ResidentSet.Bytes,
    };
}
