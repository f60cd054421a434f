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

    /// <summary>Managed bytes allocated in a second, in MiB; null where it is not known.</summary>
    public double? AllocatedMBPerSecond { get; init; }

    /// <summary>The managed heap at the end; null where it is not known.</summary>
    public HeapFigures? Heap { get; init; }

    /// <summary>Slope of the heap, in MiB an hour: that of its trend in <see cref="RunResult.Trends"/>, without what it settles in. Null where that was not judged.</summary>
    public double? HeapSlopeMBPerHour { get; init; }

    /// <summary>Slope of the resident set, in MiB an hour, likewise.</summary>
    public double? RssSlopeMBPerHour { get; init; }

    /// <summary>Largest resident set seen, in MiB.</summary>
    public double RssPeakMB { get; init; }

    /// <summary>Of what the resident set consists, at the end; null where it is not known.</summary>
    public RssFigures? Rss { get; init; }

    /// <summary>Threads at the end; null where it is not known.</summary>
    public long? Threads { get; init; }

    /// <summary>Open file descriptors at the end; null where it is not known.</summary>
    public long? OpenFiles { get; init; }

    /// <summary>The .NET thread pool; null where it is not known.</summary>
    public ThreadPoolFigures? ThreadPool { get; init; }

    /// <summary>Times that a thread had to wait for a lock; null where it is not known.</summary>
    public long? LockContentions { get; init; }

    /// <summary>Exceptions thrown, caught or not; null where it is not known.</summary>
    public long? Exceptions { get; init; }

    /// <summary>Active timers at the end; null where it is not known.</summary>
    public long? Timers { get; init; }
}
