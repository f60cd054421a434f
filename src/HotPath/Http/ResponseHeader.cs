namespace HotPath.Http;

/// <summary>One header line; valid as long as the head it came from.</summary>
public readonly ref struct ResponseHeader
{
    internal ResponseHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The name as sent: ASCII, in any case.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The value without the white space around it; may be empty.</summary>
    public ReadOnlySpan<byte> Value { get; }
}
