namespace HotPath.Soak.Scenarios.Traces;

/// <summary>One recorded request.</summary>
/// <param name="At">From the first of the trace.</param>
/// <param name="InputTokens">The length of its prompt, at least 1.</param>
/// <param name="OutputTokens">The length of its answer, at least 1.</param>
/// <param name="Blocks">Each stands for 512 tokens of the prompt, from its beginning: the same number, the same text. May be empty.</param>
internal sealed record TraceRequest(TimeSpan At, int InputTokens, int OutputTokens, IReadOnlyList<long> Blocks)
{
    /// <summary>Tokens that one block stands for, as Mooncake publishes them.</summary>
    public const int BlockTokens = 512;
}
