namespace HotPath.Chat;

/// <summary>What one request has that the others of its <see cref="ChatRequestBuilder"/> have not.</summary>
public readonly ref struct ChatTurn
{
    /// <summary>The user's message in UTF-8; each maximal invalid run of bytes becomes U+FFFD.</summary>
    public ReadOnlySpan<byte> PromptUtf8 { get; init; }

    /// <summary>What was said before, put between the system prompt and the user's message; null: nothing.</summary>
    public ChatHistory? History { get; init; }

    /// <summary>The member <c>seed</c>; null leaves it out.</summary>
    public long? Seed { get; init; }

    /// <summary>The longest answer in tokens, at least 1; null leaves it to the builder's options, which otherwise must not say it.</summary>
    public int? MaxTokens { get; init; }
}
