using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;
using HotPath.Requests;

namespace HotPath.Chat;

/// <summary>Requests that differ in one text and a seed: everything else is encoded once.</summary>
/// <remarks>Immutable; safe from any number of threads with an output each.</remarks>
internal sealed class TextRequest
{
    private const int MaxSeedDigits = 20;
    private const int MaxCharsOnStack = 256;
    private const int MaxUtf8BytesPerChar = 3;

    private readonly HttpRequestHead? _head;
    private readonly byte[] _headAndBeforeText;
    private readonly int _headLength;
    private readonly byte[] _afterText;
    private readonly byte[] _beforeSeed;
    private readonly byte[] _afterSeed;

    /// <param name="head">What comes before the body; null where only bodies are wanted.</param>
    /// <param name="beforeText">The body up to and with the quote that opens the text.</param>
    /// <param name="afterText">The body from the quote that closes the text on, but without the brace that closes the body.</param>
    public TextRequest(HttpRequestHead? head, ReadOnlySpan<byte> beforeText, ReadOnlySpan<byte> afterText)
        : this(head, beforeText, afterText, ",\"seed\":"u8, default)
    {
    }

    /// <param name="head">What comes before the body; null where only bodies are wanted.</param>
    /// <param name="beforeText">The body up to and with the quote that opens the text.</param>
    /// <param name="afterText">The body from the quote that closes the text on, but without the brace that closes the body.</param>
    /// <param name="beforeSeed">What comes between that and a seed, from the comma on.</param>
    /// <param name="afterSeed">What comes behind a seed.</param>
    public TextRequest(
        HttpRequestHead? head, ReadOnlySpan<byte> beforeText, ReadOnlySpan<byte> afterText, ReadOnlySpan<byte> beforeSeed, ReadOnlySpan<byte> afterSeed)
    {
        _head = head;
        _headLength = head?.Bytes.Length ?? 0;
        _headAndBeforeText = [.. head is null ? [] : head.Bytes, .. beforeText];
        _afterText = afterText.ToArray();
        _beforeSeed = beforeSeed.ToArray();
        _afterSeed = afterSeed.ToArray();
    }

    private int MaxAfterText => _afterText.Length + _beforeSeed.Length + MaxSeedDigits + _afterSeed.Length + 1;

    private ReadOnlySpan<byte> BeforeText => _headAndBeforeText.AsSpan(_headLength);

    public void WriteBodyTo(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8, long? seed)
    {
        ArgumentNullException.ThrowIfNull(output);
        Write(output, BeforeText, utf8, seed);
    }

    public void WriteBodyTo(IBufferWriter<byte> output, ReadOnlySpan<char> text, long? seed)
    {
        ArgumentNullException.ThrowIfNull(output);
        Write(output, BeforeText, text, seed);
    }

    public void WriteTo(PooledBuffer output, ReadOnlySpan<byte> utf8, long? seed)
    {
        ArgumentNullException.ThrowIfNull(output);
        RequireHead();
        int start = output.WrittenCount;
        Write(output, _headAndBeforeText, utf8, seed);
        EndHead(output, start);
    }

    public void WriteTo(PooledBuffer output, ReadOnlySpan<char> text, long? seed)
    {
        ArgumentNullException.ThrowIfNull(output);
        RequireHead();
        int start = output.WrittenCount;
        Write(output, _headAndBeforeText, text, seed);
        EndHead(output, start);
    }

    private void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> beforeText, ReadOnlySpan<char> text, long? seed)
    {
        if (text.Length > MaxCharsOnStack)
        {
            output.Write(beforeText);
            JsonText.WriteEscaped(output, text);
            WriteAfterText(output, seed);
            return;
        }

        Span<byte> utf8 = stackalloc byte[text.Length * MaxUtf8BytesPerChar];
        Utf8.FromUtf16(text, utf8, out _, out int written);
        Write(output, beforeText, utf8[..written], seed);
    }

    // A text with few escapes, or none, is written into one span with all around it.
    private void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> beforeText, ReadOnlySpan<byte> utf8, long? seed)
    {
        int afterLength = MaxAfterText;
        Span<byte> room = output.GetSpan(beforeText.Length + utf8.Length + JsonEscaper.Slack + afterLength);
        beforeText.CopyTo(room);
        int written = beforeText.Length;

        JsonEscaper escaper = new(utf8);
        written += escaper.Write(room[written..]);
        if (escaper.Rest.IsEmpty && room.Length - written >= afterLength)
        {
            output.Advance(written + WriteAfterText(room[written..], seed));
            return;
        }

        output.Advance(written);
        JsonText.WriteEscaped(output, escaper.Rest);
        WriteAfterText(output, seed);
    }

    private void WriteAfterText(IBufferWriter<byte> output, long? seed)
    {
        Span<byte> room = output.GetSpan(MaxAfterText);
        output.Advance(WriteAfterText(room, seed));
    }

    private int WriteAfterText(Span<byte> room, long? seed)
    {
        _afterText.CopyTo(room);
        int written = _afterText.Length;
        if (seed is { } value)
        {
            _beforeSeed.CopyTo(room[written..]);
            written += _beforeSeed.Length;
            Utf8Formatter.TryFormat(value, room[written..], out int digits);
            written += digits;
            _afterSeed.CopyTo(room[written..]);
            written += _afterSeed.Length;
        }

        room[written] = (byte)'}';
        return written + 1;
    }

    private void EndHead(PooledBuffer output, int start) =>
        HttpRequestHead.WriteLength(output.Patch(start, _headLength), output.WrittenCount - start - _headLength);

    private void RequireHead()
    {
        if (_head is null)
        {
            throw new InvalidOperationException(
                "This builder has no request head. Pass one to its constructor, or write the body alone with WriteBodyTo.");
        }
    }
}
