using System.Text;

namespace HotPath.Soak.Scenarios;

/// <summary>
/// What a model's window leaves for an answer. Tokens of a prompt are estimated by its characters, in UTF-16 as .NET counts them: about four a
/// token in English text, by OpenAI's own rule of thumb, and hardly more than one in Chinese or Japanese.
/// </summary>
internal sealed record TokenBudget
{
    public const double UsualCharactersPerToken = 4;

    /// <summary>The model's window: tokens of prompt and answer together.</summary>
    public required int Context { get; init; }

    /// <summary>A request that would have fewer tokens left for its answer is held back.</summary>
    public int LeastOutput { get; init; } = 50;

    public double CharactersPerToken { get; init; } = UsualCharactersPerToken;

    /// <summary>Tokens of a text, rounded up.</summary>
    public int Estimate(ReadOnlySpan<byte> utf8) => (int)Math.Ceiling(Encoding.UTF8.GetCharCount(utf8) / CharactersPerToken);

    /// <summary>The cap of a request's answer: what the group asks for, or what the window leaves.</summary>
    /// <param name="inputTokens">Of its whole prompt.</param>
    /// <returns>Null: too little is left, and the request is not to be made.</returns>
    public int? OutputFor(int inputTokens, int maxTokens)
    {
        int available = Math.Min(maxTokens, Context - inputTokens);
        return available < LeastOutput ? null : available;
    }
}
