using System.Buffers;
using System.Text;

namespace HotPath.Soak.Gateway;

/// <summary>Writes text as the inside of a JSON string.</summary>
internal static class JsonText
{
    /// <summary>Bytes that one byte of text may become.</summary>
    public const int MaxExpansion = 6;

    private static readonly SearchValues<byte> NeedsEscape = SearchValues.Create(MakeEscaped());

    /// <summary>Escapes only what RFC 8259 section 7 demands: quotation mark, reverse solidus and control characters.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="destination">At least <see cref="MaxExpansion"/> times as long.</param>
    /// <returns>Bytes written.</returns>
    public static int Escape(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        int written = 0;
        while (true)
        {
            int plain = text.IndexOfAny(NeedsEscape);
            if (plain < 0)
            {
                text.CopyTo(destination[written..]);
                return written + text.Length;
            }

            text[..plain].CopyTo(destination[written..]);
            written += plain;
            written += EscapeOne(text[plain], destination[written..]);
            text = text[(plain + 1)..];
        }
    }

    /// <summary>Escapes all but ASCII as well, as Python's json.dumps does.</summary>
    /// <param name="text">Valid UTF-8.</param>
    /// <param name="destination">At least <see cref="MaxExpansion"/> times as long.</param>
    /// <returns>Bytes written.</returns>
    public static int EscapeToAscii(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        if (Ascii.IsValid(text)) return Escape(text, destination);

        Span<char> units = stackalloc char[2];
        int written = 0;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out Rune rune, out int consumed);
            if (rune.IsAscii)
            {
                written += Escape(text[..1], destination[written..]);
            }
            else
            {
                foreach (char unit in units[..rune.EncodeToUtf16(units)])
                {
                    written += WriteUnit(unit, destination[written..]);
                }
            }

            text = text[consumed..];
        }

        return written;
    }

    private static int EscapeOne(byte value, Span<byte> destination)
    {
        if (value < ' ') return WriteUnit((char)value, destination);

        destination[0] = (byte)'\\';
        destination[1] = value;
        return 2;
    }

    private static int WriteUnit(char unit, Span<byte> destination)
    {
        destination[0] = (byte)'\\';
        destination[1] = (byte)'u';
        ((int)unit).TryFormat(destination[2..], out int digits, "x4");
        return 2 + digits;
    }

    private static byte[] MakeEscaped()
    {
        byte[] escaped = new byte[34];
        for (byte control = 0; control < 32; control++)
        {
            escaped[control] = control;
        }

        escaped[32] = (byte)'"';
        escaped[33] = (byte)'\\';
        return escaped;
    }
}
