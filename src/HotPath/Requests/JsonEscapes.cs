using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;

namespace HotPath.Requests;

/// <summary>Undoes the escapes of a JSON string, without the exception System.Text.Json throws for lone surrogates.</summary>
internal static class JsonEscapes
{
    /// <summary>A backslash, a u and four digits.</summary>
    public const int UnicodeEscapeLength = 6;

    /// <summary>Room behind the text with which long runs without escapes are copied faster.</summary>
    public const int Slack = 32;

    /// <summary>Writes the text that part of <paramref name="json"/> stands for; a lone surrogate becomes U+FFFD.</summary>
    /// <param name="json">What holds the inside of a JSON string that a JSON reader has accepted: its escapes are complete.</param>
    /// <param name="start">Where that starts.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="destination">At least as long, for no escape is shorter than its text; what is behind the text may be overwritten.</param>
    /// <returns>Bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> json, int start, int length, Span<byte> destination)
    {
        int at = start;
        int end = start + length;
        int written = 0;
        while (at < end)
        {
            if (json[at] == (byte)'\\')
            {
                ReadOnlySpan<byte> escaped = json[at..end];
                written += UnescapeOne(ref escaped, destination[written..]);
                at = end - escaped.Length;
            }
            else if (Vector128.IsHardwareAccelerated && json.Length - at >= Slack && destination.Length - written >= Slack)
            {
                Vector256<byte> block = Vector256.Create(json.Slice(at, Slack));
                block.CopyTo(destination[written..]);
                uint escapes = Vector256.Equals(block, Vector256.Create((byte)'\\')).ExtractMostSignificantBits();
                int plain = Math.Min(BitOperations.TrailingZeroCount(escapes), end - at);
                at += plain;
                written += plain;
            }
            else
            {
                destination[written++] = json[at++];
            }
        }

        return written;
    }

    private static int UnescapeOne(ref ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        if (escaped[1] != (byte)'u')
        {
            destination[0] = ShortEscape(escaped[1]);
            escaped = escaped[2..];
            return 1;
        }

        Rune rune = UnicodeEscape(escaped, out int consumed);
        escaped = escaped[consumed..];
        return rune.EncodeToUtf8(destination);
    }

    private static byte ShortEscape(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'t' => (byte)'\t',
        (byte)'n' => (byte)'\n',
        (byte)'f' => (byte)'\f',
        (byte)'r' => (byte)'\r',
        _ => letter, // quote, backslash, slash: each stands for itself
    };

    private static Rune UnicodeEscape(ReadOnlySpan<byte> escaped, out int consumed)
    {
        char first = CodeUnit(escaped);
        ReadOnlySpan<byte> rest = escaped[UnicodeEscapeLength..];
        if (char.IsHighSurrogate(first) && rest.StartsWith("\\u"u8) &&
            Rune.TryCreate(first, CodeUnit(rest), out Rune pair))
        {
            consumed = 2 * UnicodeEscapeLength;
            return pair;
        }

        consumed = UnicodeEscapeLength;
        return Rune.TryCreate(first, out Rune single) ? single : Rune.ReplacementChar;
    }

    private static char CodeUnit(ReadOnlySpan<byte> escape) =>
        (char)((HexValue(escape[2]) << 12) | (HexValue(escape[3]) << 8) | (HexValue(escape[4]) << 4) | HexValue(escape[5]));

    // '0' is 0x30; 'A' is 0x41 and 'a' 0x61, and only letters have the bit 0x40.
    private static int HexValue(byte digit) => (digit & 0xF) + 9 * (digit >> 6);
}
