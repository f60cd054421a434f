namespace HotPath.Soak.Gateway;

/// <summary>What a request for text asks for, as far as the simulation heeds it, whatever its endpoint calls it.</summary>
/// <param name="Model">Echoed.</param>
/// <param name="Seed">What text and pace of the answer are drawn from: the request's own, else a hash of what is asked.</param>
/// <param name="MaxTokens">The request's cap; null: none.</param>
/// <param name="Stream">Answer with events.</param>
/// <param name="WithUsage">Streamed: send usage, where the endpoint leaves that to the request.</param>
/// <param name="PromptTokens">A quarter of the prompt's bytes.</param>
internal sealed record AnswerRequest(ModelName Model, long Seed, int? MaxTokens, bool Stream, bool WithUsage, int PromptTokens)
{
    private const int BytesPerPromptToken = 4;

    /// <param name="prompt">The prompt's JSON text, as it came.</param>
    public static int PromptTokensOf(ReadOnlySpan<byte> prompt) => Math.Max(1, prompt.Length / BytesPerPromptToken);
}
