namespace HotPath.Soak.Telemetry;

/// <summary>The latencies of one whole answer, in nanoseconds; null where it can have none of that kind, <see cref="Never"/> where it should have had one.</summary>
internal readonly record struct RequestTimes
{
    public const long Never = long.MaxValue;

    public long? Ttft { get; init; }

    public long? TtftService { get; init; }

    public long? FirstContent { get; init; }

    public long? FirstContentService { get; init; }

    public long? Stall { get; init; }

    public long? Tpot { get; init; }

    public long? E2e { get; init; }

    public long? E2eService { get; init; }
}
