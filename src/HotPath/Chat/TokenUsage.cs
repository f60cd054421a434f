namespace HotPath.Chat;

/// <summary>The token counts of one chat-completion object.</summary>
internal readonly record struct TokenUsage(bool IsGiven, long PromptTokens, long CompletionTokens, long TotalTokens);
