namespace HotPath.Chat;

/// <summary>The texts a chat-completion object is read for; each is a lane of <see cref="ChunkTexts"/>.</summary>
internal enum ChunkText
{
    Content,
    ReasoningContent,
    Reasoning,
    FinishReason,
    ErrorMessage,
    Model,
    Id,
    SystemFingerprint,
}
