using HotPath.Soak.Machine;

namespace HotPath.Soak.Runs;

/// <summary>What a simulated gateway says of itself at <c>/stats</c>: the ground truth that the generator's counts are held against.</summary>
internal sealed record GatewayStats
{
    /// <summary>Requests answered, by endpoint and status code.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Requests { get; init; }

    public required StreamStats Streams { get; init; }

    /// <summary>Tokens of whole answers with text, streamed or not.</summary>
    public required long CompletedTokens { get; init; }

    public required ProcessSample Process { get; init; }
}

/// <param name="Opened">Answered with an event stream.</param>
/// <param name="Completed">Whose terminal event was written.</param>
internal sealed record StreamStats(long Opened, long Completed);
