namespace HotPath.Soak.Machine;

/// <summary>What a process has used since it started, and what it holds. Which only grow is said; the others are of the moment, or of the last collection.</summary>
internal readonly record struct ProcessSample
{
    /// <summary>Grows.</summary>
    public double CpuMs { get; init; }

    /// <summary>Grows, as do the other generations.</summary>
    public long Gen0 { get; init; }

    public long Gen1 { get; init; }

    public long Gen2 { get; init; }

    /// <summary>Collections that a program asked for. Grows.</summary>
    public long GcRequested { get; init; }

    /// <summary>Those of generation 2 among them. Grows.</summary>
    public long Gen2Requested { get; init; }

    /// <summary>Grows.</summary>
    public double GcPauseMs { get; init; }

    public string? GcMode { get; init; }

    /// <summary>All pauses of collections that came by themselves as HdrHistogram's V2 encoding, base64, in nanoseconds; null where they are not told so. Grows.</summary>
    public string? GcPauses { get; init; }

    /// <summary>The same of collections that were asked for.</summary>
    public string? GcRequestedPauses { get; init; }

    /// <summary>The heap's size after its last collection; 0 before the first.</summary>
    public long HeapBytes { get; init; }

    /// <summary>Null where it cannot be read.</summary>
    public HeapSample? Heap { get; init; }

    /// <summary>Grows.</summary>
    public long AllocatedBytes { get; init; }

    public long RssBytes { get; init; }

    public long? Threads { get; init; }

    public long? OpenFiles { get; init; }

    /// <summary>Null where it cannot be read.</summary>
    public PoolSample? ThreadPool { get; init; }

    /// <summary>Grows.</summary>
    public long? LockContentions { get; init; }

    /// <summary>Thrown, caught or not. Grows.</summary>
    public long? Exceptions { get; init; }

    public long? Timers { get; init; }

    /// <summary>Of this process. Allocates.</summary>
    public static ProcessSample Read()
    {
        GcPauses pauses = Machine.GcPauses.Own;
        GCMemoryInfo last = GC.GetGCMemoryInfo(GCKind.Any);
        return new ProcessSample
        {
            CpuMs = Environment.CpuUsage.TotalTime.TotalMilliseconds,
            Gen0 = GC.CollectionCount(0),
            Gen1 = GC.CollectionCount(1),
            Gen2 = GC.CollectionCount(2),
            GcRequested = pauses.Requested,
            Gen2Requested = pauses.RequestedGen2,
            GcPauseMs = GC.GetTotalPauseDuration().TotalMilliseconds,
            GcMode = Machine.GcMode.Own,
            HeapBytes = last.HeapSizeBytes,
            Heap = HeapSample.Of(last, GC.GetGCMemoryInfo(GCKind.FullBlocking)),
            AllocatedBytes = GC.GetTotalAllocatedBytes(),
            RssBytes = ResidentSet.Bytes,
            Threads = ThreadCount.Now,
            OpenFiles = FileDescriptors.Open,
            ThreadPool = new PoolSample(System.Threading.ThreadPool.ThreadCount, System.Threading.ThreadPool.PendingWorkItemCount, System.Threading.ThreadPool.CompletedWorkItemCount),
            LockContentions = Monitor.LockContentionCount,
            Exceptions = ExceptionCount.Thrown,
            Timers = Timer.ActiveCount,
        };
    }
}
