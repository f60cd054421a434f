using System.Text;

namespace HotPath.Requests;

/// <summary>Undoes the escapes of a JSON string, without the exception System.Text.Json throws for lone surrogates.</summary>
internal static class JsonEscapes
{
    private const int UnicodeEscapeLength = 6;

    /// <summary>Writes the text that <paramref name="escaped"/> stands for; a lone surrogate becomes U+FFFD.</summary>
    /// <param name="escaped">The inside of a JSON string that a JSON reader has accepted: its escapes are complete.</param>
    /// <param name="destination">At least as long as <paramref name="escaped"/>; no escape is shorter than its text.</param>
    /// <returns>Bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        int written = 0;
        while (true)
        {
            while (!escaped.IsEmpty && escaped[0] == (byte)'\\') written += UnescapeOne(ref escaped, destination[written..]);

            int plain = escaped.IndexOf((byte)'\\');
            if (plain < 0) plain = escaped.Length;
            escaped[..plain].CopyTo(destination[written..]);
            written += plain;
            if (plain == escaped.Length) return written;
            escaped = escaped[plain..];
        }
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
