namespace HotPath.Chat;

/// <summary>One message of a conversation.</summary>
/// <param name="Role">Who says it, such as <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">The text.</param>
public sealed record ChatMessage(string Role, string Content);
