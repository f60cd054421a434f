namespace HotPath.Chat;

/// <summary>The inside of a JSON string as it stands in the input; empty for null.</summary>
internal readonly ref struct JsonStringToken(ReadOnlySpan<byte> raw, bool isEscaped)
{
    public ReadOnlySpan<byte> Raw { get; } = raw;

    public bool IsEscaped { get; } = isEscaped;
}
