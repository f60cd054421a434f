namespace HotPath.Soak.Telemetry.Answers;

/// <summary>One finished request as the slices count it. Durations are in nanoseconds, null where there is none.</summary>
internal readonly record struct FinishedRequest
{
    public required Outcome Outcome { get; init; }

    /// <summary>As its group expects it, every check passed.</summary>
    public required bool IsRight { get; init; }

    public long Tokens { get; init; }

    public long Bytes { get; init; }

    /// <summary>To the response head, from due.</summary>
    public long? Headers { get; init; }

    public long? Ttft { get; init; }

    public long? E2e { get; init; }

    /// <summary>From sent.</summary>
    public long? E2eService { get; init; }
}
