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

    /// <summary>What became of connections in the interval.</summary>
    public ConnectionInterval Connections { get; init; } = new();

    /// <summary>Latencies recorded in the interval.</summary>
    public LatencyFigures Latency { get; init; } = new();

    /// <summary>The generator's process.</summary>
    public ProcessInterval? Generator { get; init; }

    /// <summary>The gateway's process, where it can be read.</summary>
    public ProcessInterval? Gateway { get; init; }

    /// <summary>The processes that were watched beside and had not ended, by name; null where none was.</summary>
    public IReadOnlyDictionary<string, ProcessInterval>? Watched { get; init; }
}
