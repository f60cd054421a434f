using HotPath.Soak.Machine;

namespace HotPath.Soak.Runs;

/// <summary>What a simulated gateway says of itself at <c>/stats</c>: the ground truth that the generator's counts are held against.</summary>
internal sealed record GatewayStats
{
    /// <summary>Requests answered, by endpoint and status code.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Requests { get; init; }

    public required StreamStats Streams { get; init; }

    /// <summary>Tokens of whole chat answers, streamed or not.</summary>
    public required long CompletedTokens { get; init; }

    public required ProcessSample Process { get; init; }
}

/// <param name="Opened">Answered with an event stream.</param>
/// <param name="Completed">Whose terminal event was written.</param>
/// <param name="Cut">Ended by the gateway before it.</param>
/// <param name="Abandoned">Whose client left before it.</param>
internal sealed record StreamStats(long Opened, long Completed, long Cut, long Abandoned)
{
    /// <summary>Still being answered, as far as the gateway knows.</summary>
    public long Open => Opened - Completed - Cut - Abandoned;
}
