namespace HotPath.Analysis.Results;

/// <summary>One line of <c>intervals.ndjson</c>: what happened in one stretch of the measured time.</summary>
public sealed record IntervalResult
{
    /// <summary>From the start of the measured time, in seconds.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>Its length in seconds.</summary>
    public required double LengthSeconds { get; init; }

    /// <summary>Requests in the interval.</summary>
    public RequestFigures Requests { get; init; } = new();

    /// <summary>Streams in the interval; the peak is that of the run so far.</summary>
    public StreamFigures Streams { get; init; } = new();

    /// <summary>Streams open at the interval's end.</summary>
    public long OpenStreams { get; init; }

    /// <summary>Connections open at the interval's end.</summary>
    public long OpenConnections { get; init; }

    /// <summary>Latencies recorded in the interval.</summary>
    public LatencyFigures Latency { get; init; } = new();

    /// <summary>The generator's process.</summary>
    public ProcessInterval? Generator { get; init; }

    /// <summary>The gateway's process, where it can be read.</summary>
    public ProcessInterval? Gateway { get; init; }
}

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
