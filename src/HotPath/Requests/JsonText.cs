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
    private const int CharsPerPiece = 256;
    private const int BytesPerPiece = 64 * 1_024;
    private const int MaxInt64Digits = 20;

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
        Span<byte> piece = stackalloc byte[Math.Min(text.Length, CharsPerPiece) * MaxUtf8BytesPerChar];
        while (!text.IsEmpty)
        {
            Utf8.FromUtf16(text, piece, out int read, out int written, replaceInvalidSequences: true, isFinalBlock: true);
            WriteEscaped(output, piece[..written]);
            text = text[read..];
        }
    }

    /// <summary>Writes <paramref name="utf8"/> without quotes, for a literal that holds more than this text.</summary>
    /// <param name="output">Takes the inside of the literal.</param>
    /// <param name="utf8">UTF-8; each maximal invalid run of bytes becomes U+FFFD.</param>
    public static void WriteEscaped(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(output);
        JsonEscaper escaper = new(utf8);
        while (!escaper.Rest.IsEmpty)
        {
            Span<byte> room = output.GetSpan(Math.Min(escaper.Rest.Length, BytesPerPiece) + JsonEscaper.Slack);
            output.Advance(escaper.Write(room));
            if (escaper.IsInvalid) escaper = new JsonEscaper(WriteUpToInvalid(output, escaper.Rest));
        }
    }

    /// <summary>Writes <paramref name="value"/> as a JSON number.</summary>
    internal static void WriteNumber(IBufferWriter<byte> output, long value)
    {
        value.TryFormat(output.GetSpan(MaxInt64Digits), out int written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    // Returns what follows the first invalid run of bytes.
    private static ReadOnlySpan<byte> WriteUpToInvalid(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8)
    {
        int valid = ValidPrefix(utf8, out int invalid);
        WriteEscaped(output, utf8[..valid]);
        output.Write("\uFFFD"u8);
        return utf8[(valid + invalid)..];
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
}
