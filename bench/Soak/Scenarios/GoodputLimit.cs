namespace HotPath.Soak.Scenarios;

/// <summary>A limit that each good request keeps.</summary>
/// <param name="Latency">What is limited.</param>
/// <param name="Nanoseconds">The limit.</param>
/// <param name="MayEqual">Whether the limit itself is good.</param>
internal sealed record GoodputLimit(RequestLatency Latency, long Nanoseconds, bool MayEqual);

/// <summary>What one request has one value of, named as the latencies of <c>run.json</c>.</summary>
internal enum RequestLatency
{
    Ttft,
    TtftService,
    FirstContent,
    FirstContentService,
    Stall,
    Tpot,
    E2e,
    E2eService,
}
