namespace HotPath.Chat;

/// <summary>Where the inside of a JSON string stands in the input; all 0 for null, since no string of an object starts there.</summary>
internal readonly record struct JsonStringToken(int Start, int Length, bool IsEscaped);
