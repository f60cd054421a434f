namespace HotPath.Analysis.Results;

/// <summary>One distribution in milliseconds. The values are null when nothing was recorded.</summary>
public sealed record LatencySummary
{
    /// <summary>Values recorded.</summary>
    public long Count { get; init; }

    /// <summary>The smallest, to the histogram's three digits.</summary>
    public double? Min { get; init; }

    /// <summary>The arithmetic mean of bucket mid-points.</summary>
    public double? Mean { get; init; }

    /// <summary>The 10th percentile; null in runs that were recorded without.</summary>
    public double? P10 { get; init; }

    /// <summary>The 25th percentile; null in runs that were recorded without.</summary>
    public double? P25 { get; init; }

    /// <summary>The median.</summary>
    public double? P50 { get; init; }

    /// <summary>The 75th percentile.</summary>
    public double? P75 { get; init; }

    /// <summary>The 90th percentile.</summary>
    public double? P90 { get; init; }

    /// <summary>The 95th percentile.</summary>
    public double? P95 { get; init; }

    /// <summary>The 99th percentile.</summary>
    public double? P99 { get; init; }

    /// <summary>The 99.9th percentile.</summary>
    public double? P999 { get; init; }

    /// <summary>The 99.99th percentile.</summary>
    public double? P9999 { get; init; }

    /// <summary>The largest, to the histogram's three digits.</summary>
    public double? Max { get; init; }

    /// <summary>Values above the histogram's range, counted in its top bucket.</summary>
    public long OverRange { get; init; }
}

/// <summary>
/// Every latency of a run or a group. Without <c>Service</c> a latency counts from when the request was due, with it from when
/// the request was written. Null where the run has no such thing.
/// </summary>
public record LatencyFigures
{
    /// <summary>From due to handed to a worker; open loop only.</summary>
    public LatencySummary? ScheduleLag { get; init; }

    /// <summary>How long a response head may have waited in this process before it was read, at most; HTTP/1.1 on Linux only.</summary>
    public LatencySummary? ReceiveLag { get; init; }

    /// <summary>From handed to a worker to written: waiting for a connection or a stream, and opening one where there was none.</summary>
    public LatencySummary? Blocked { get; init; }

    /// <summary>Establishing a TCP connection.</summary>
    public LatencySummary? Connect { get; init; }

    /// <summary>A full TLS handshake.</summary>
    public LatencySummary? TlsFull { get; init; }

    /// <summary>A resumed TLS handshake.</summary>
    public LatencySummary? TlsResumed { get; init; }

    /// <summary>To the response head.</summary>
    public LatencySummary? Headers { get; init; }

    /// <summary>To the response head, from written.</summary>
    public LatencySummary? HeadersService { get; init; }

    /// <summary>To the first event of a stream, whatever it holds.</summary>
    public LatencySummary? FirstEvent { get; init; }

    /// <summary>To the first event of a stream, from written.</summary>
    public LatencySummary? FirstEventService { get; init; }

    /// <summary>To the first event with content or reasoning (TTFT).</summary>
    public LatencySummary? Ttft { get; init; }

    /// <summary>To the first event with content or reasoning, from written.</summary>
    public LatencySummary? TtftService { get; init; }

    /// <summary>To the first event with reasoning.</summary>
    public LatencySummary? FirstReasoning { get; init; }

    /// <summary>To the first event with reasoning, from written.</summary>
    public LatencySummary? FirstReasoningService { get; init; }

    /// <summary>To the first event with content: later than TTFT where the model reasons first.</summary>
    public LatencySummary? FirstContent { get; init; }

    /// <summary>To the first event with content, from written.</summary>
    public LatencySummary? FirstContentService { get; init; }

    /// <summary>Between two events with content.</summary>
    public LatencySummary? Gap { get; init; }

    /// <summary>Between two tokens (inter-token latency): a gap shared among the tokens it brought.</summary>
    public LatencySummary? Itl { get; init; }

    /// <summary>The longest gap of a stream.</summary>
    public LatencySummary? Stall { get; init; }

    /// <summary>Time per output token of a stream: (end - first token) / (tokens - 1).</summary>
    public LatencySummary? Tpot { get; init; }

    /// <summary>To the end of the answer.</summary>
    public LatencySummary? E2e { get; init; }

    /// <summary>To the end of the answer, from written.</summary>
    public LatencySummary? E2eService { get; init; }
}

/// <summary>One group of the workload: its latencies, beside its counts.</summary>
public sealed record GroupFigures : LatencyFigures
{
    /// <summary>Counts of the group's requests.</summary>
    public RequestFigures Requests { get; init; } = new();

    /// <summary>Counts of the group's streams.</summary>
    public StreamFigures Streams { get; init; } = new();

    /// <summary>Connections opened for the group's requests.</summary>
    public GroupConnectionFigures Connections { get; init; } = new();

    /// <summary>TLS handshakes for the group's requests; null where there was none.</summary>
    public TlsFigures? Tls { get; init; }

    /// <summary>The group's share of the requests.</summary>
    public MixFigures Mix { get; init; } = new();
}
