namespace HotPath.Chat;

/// <summary>An integer of the input and where it stands.</summary>
internal readonly record struct JsonIntegerToken(long Value, int Start, int Length);
