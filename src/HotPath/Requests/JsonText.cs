using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace HotPath.Requests;

/// <summary>Writes text as JSON string literals in UTF-8, with as few escapes as RFC 8259 allows; allocates nothing.</summary>
/// <remarks>
/// Only the quote, the backslash and U+0000 to U+001F are escaped; everything else, non-ASCII too, stays UTF-8. What is
/// not text becomes U+FFFD, exactly as <see cref="Encoding.UTF8"/> replaces it: one for each lone surrogate, one for
/// each maximal invalid run of bytes. Safe from any number of threads with an output each.
/// </remarks>
public static class JsonText
{
    private const int MaxUtf8BytesPerChar = 3;
    private const int CharsPerTranscoding = 4_096;
    private const int MaxInt64Chars = 20;

    private const string Escaped =
        "\"\\" +
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000A\u000B\u000C\u000D\u000E\u000F" +
        "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F";

    private static readonly SearchValues<char> EscapedChars = SearchValues.Create(Escaped);
    private static readonly SearchValues<byte> EscapedBytes = SearchValues.Create(Encoding.ASCII.GetBytes(Escaped));

    /// <summary>Writes <paramref name="text"/> in quotes.</summary>
    /// <param name="output">Takes the literal.</param>
    /// <param name="text">UTF-16; a lone surrogate becomes U+FFFD.</param>
    public static void WriteString(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("\""u8);
        WriteEscaped(output, text);
        output.Write("\""u8);
    }

    /// <summary>Writes <paramref name="utf8"/> in quotes.</summary>
    /// <param name="output">Takes the literal.</param>
    /// <param name="utf8">UTF-8; each maximal invalid run of bytes becomes U+FFFD.</param>
    public static void WriteString(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("\""u8);
        WriteEscaped(output, utf8);
        output.Write("\""u8);
    }

    /// <summary>Writes <paramref name="text"/> without quotes, for a literal that holds more than this text.</summary>
    /// <param name="output">Takes the inside of the literal.</param>
    /// <param name="text">UTF-16; a lone surrogate becomes U+FFFD.</param>
    public static void WriteEscaped(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        ArgumentNullException.ThrowIfNull(output);
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAny(EscapedChars);
            if (plain < 0) plain = text.Length;
            Transcode(output, text[..plain]);
            if (plain == text.Length) return;

            WriteEscape(output, (byte)text[plain]);
            text = text[(plain + 1)..];
        }
    }

    /// <summary>Writes <paramref name="utf8"/> without quotes, for a literal that holds more than this text.</summary>
    /// <param name="output">Takes the inside of the literal.</param>
    /// <param name="utf8">UTF-8; each maximal invalid run of bytes becomes U+FFFD.</param>
    public static void WriteEscaped(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Utf8.IsValid(utf8))
        {
            WriteEscapedValid(output, utf8);
            return;
        }

        while (!utf8.IsEmpty)
        {
            int valid = ValidPrefix(utf8, out int invalid);
            WriteEscapedValid(output, utf8[..valid]);
            if (invalid > 0) output.Write("\uFFFD"u8);
            utf8 = utf8[(valid + invalid)..];
        }
    }

    /// <summary>Writes <paramref name="value"/> as a JSON number.</summary>
    internal static void WriteNumber(IBufferWriter<byte> output, long value)
    {
        value.TryFormat(output.GetSpan(MaxInt64Chars), out int written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    private static void Transcode(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            Span<byte> room = output.GetSpan(Math.Min(text.Length, CharsPerTranscoding) * MaxUtf8BytesPerChar);
            Utf8.FromUtf16(text, room, out int read, out int written, replaceInvalidSequences: true, isFinalBlock: true);
            output.Advance(written);
            text = text[read..];
        }
    }

    private static void WriteEscapedValid(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            int plain = utf8.IndexOfAny(EscapedBytes);
            if (plain < 0)
            {
                output.Write(utf8);
                return;
            }

            output.Write(utf8[..plain]);
            WriteEscape(output, utf8[plain]);
            utf8 = utf8[(plain + 1)..];
        }
    }

    private static int ValidPrefix(ReadOnlySpan<byte> utf8, out int invalid)
    {
        int valid = 0;
        while (valid < utf8.Length)
        {
            OperationStatus status = Rune.DecodeFromUtf8(utf8[valid..], out _, out int consumed);
            if (status != OperationStatus.Done)
            {
                invalid = consumed;
                return valid;
            }

            valid += consumed;
        }

        invalid = 0;
        return valid;
    }

    private static void WriteEscape(IBufferWriter<byte> output, byte character)
    {
        switch (character)
        {
            case (byte)'"': output.Write("\\\""u8); break;
            case (byte)'\\': output.Write("\\\\"u8); break;
            case (byte)'\b': output.Write("\\b"u8); break;
            case (byte)'\t': output.Write("\\t"u8); break;
            case (byte)'\n': output.Write("\\n"u8); break;
            case (byte)'\f': output.Write("\\f"u8); break;
            case (byte)'\r': output.Write("\\r"u8); break;
            default:
                output.Write("\\u00"u8);
                Span<byte> hex = output.GetSpan(2);
                character.TryFormat(hex, out int written, "X2", CultureInfo.InvariantCulture);
                output.Advance(written);
                break;
        }
    }
}
