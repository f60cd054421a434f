namespace HotPath.Soak.Scenarios;

/// <summary>Which answers are given again.</summary>
internal sealed record CacheSettings
{
    /// <summary>How long an answer is good for, from its end.</summary>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Answers kept at most: beyond them that goes which was asked for longest ago.</summary>
    public int Entries { get; init; } = 1_000;

    /// <summary>A tenant gets no answer that another's request was given.</summary>
    public bool PerTenant { get; init; } = true;

    /// <summary>Requests for an answer that is being made wait for it.</summary>
    public bool Coalesce { get; init; } = true;
}

/// <summary>Requests with an Idempotency-Key that are answered as before.</summary>
/// <param name="TimeToLive">How long, from the answer's end.</param>
internal sealed record IdempotencySettings(TimeSpan TimeToLive)
{
    public static IdempotencySettings Usual { get; } = new(TimeSpan.FromSeconds(60));
}
