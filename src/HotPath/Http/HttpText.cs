using System.Buffers;

namespace HotPath.Http;

/// <summary>The character classes of RFC 9110, section 5.6, as bytes.</summary>
internal static class HttpText
{
    /// <summary>What a field name, a method or a coding may consist of (tchar).</summary>
    public static readonly SearchValues<byte> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>What a field value or a reason phrase may consist of: all but control characters; tab is allowed.</summary>
    public static readonly SearchValues<byte> Text = SearchValues.Create(TextBytes());

    public static ReadOnlySpan<byte> TrimWhitespace(ReadOnlySpan<byte> text) => text.Trim(" \t"u8);

    private static byte[] TextBytes()
    {
        const byte Delete = 0x7f;
        return [(byte)'\t', .. Enumerable.Range(' ', 256 - ' ').Select(value => (byte)value).Where(value => value != Delete)];
    }
}
