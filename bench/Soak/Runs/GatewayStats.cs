using HotPath.Soak.Machine;

namespace HotPath.Soak.Runs;

/// <summary>What a simulated gateway says of itself at <c>/stats</c>: the ground truth that the generator's counts are held against.</summary>
internal sealed record GatewayStats
{
    /// <summary>When it was started: another moment is another process, whose counts begin at zero. Null: it does not say.</summary>
    public string? StartedAt { get; init; }

    /// <summary>Requests answered, by endpoint and status code.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Requests { get; init; }

    public required StreamStats Streams { get; init; }

    /// <summary>Tokens of whole answers with text, streamed or not.</summary>
    public required long CompletedTokens { get; init; }

    /// <summary>Answers with a fault that was asked for, by its kind.</summary>
    public IReadOnlyDictionary<string, long>? Faults { get; init; }

    /// <summary>Requests that its limits turned away; null: it has none.</summary>
    public long? Limited { get; init; }

    /// <summary>By name; null: it has none.</summary>
    public IReadOnlyDictionary<string, ProviderStats>? Providers { get; init; }

    /// <summary>Answers of another provider than the one chosen first; null: it has none.</summary>
    public long? Failovers { get; init; }

    /// <summary>Null: it has none.</summary>
    public CacheStats? Cache { get; init; }

    public required ProcessSample Process { get; init; }
}

/// <param name="Answers">That name it, given again or not; null: they are not counted.</param>
/// <param name="Failed">Attempts.</param>
/// <param name="Refused">Attempts for which it had no room.</param>
internal sealed record ProviderStats(long? Answers, long Failed, long Refused);

/// <summary>Answers by what their X-Cache says.</summary>
internal sealed record CacheStats(long Hits, long Misses, long Bypass);

/// <param name="Opened">Answered with an event stream.</param>
/// <param name="Completed">Whose terminal event was written.</param>
/// <param name="Cut">Ended by the gateway before it.</param>
/// <param name="Abandoned">Whose client left before it.</param>
internal sealed record StreamStats(long Opened, long Completed, long Cut, long Abandoned)
{
    /// <summary>Still being answered, as far as the gateway knows.</summary>
    public long Open => Opened - Completed - Cut - Abandoned;
}
