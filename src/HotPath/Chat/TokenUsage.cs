namespace HotPath.Chat;

/// <summary>The token counts of one chat-completion object; null for those not given.</summary>
internal readonly record struct TokenUsage(JsonIntegerToken? Prompt, JsonIntegerToken? Completion, JsonIntegerToken? Total)
{
    public ChunkTokens Tokens
    {
        get
        {
            ChunkTokens tokens = default;
            tokens[ChunkTokens.Prompt] = Prompt?.Value ?? 0;
            tokens[ChunkTokens.Completion] = Completion?.Value ?? 0;
            tokens[ChunkTokens.Total] = Total?.Value ?? 0;
            return tokens;
        }
    }

    public bool IsGiven => (Prompt ?? Completion ?? Total) is not null;

    public bool IsPossible => Prompt is not { Value: < 0 } && Completion is not { Value: < 0 } && Total is not { Value: < 0 };
}
