using System.Buffers;

namespace HotPath.Http;

/// <summary>The chunked coding of RFC 9112, section 7.1, undone in place over spans cut anywhere.</summary>
internal struct ChunkedDecoder
{
    // The value of each byte that is a digit; what is none is larger than any.
    private static readonly byte[] HexDigits =
        [.. Enumerable.Range(0, 256).Select(value => char.IsAsciiHexDigit((char)value) ? Convert.ToByte($"{(char)value}", 16) : byte.MaxValue)];

    private readonly int _maxLineBytes;
    private readonly int _maxTrailerBytes;
    private State _state;
    private long _size;  // of the chunk, and then what is left of it
    private int _budget; // framing bytes that may still come in this size line, or in all trailers

    /// <param name="maxLineBytes">Bytes of a size line with its extensions, without CRLF.</param>
    /// <param name="maxTrailerBytes">Bytes of all trailers together.</param>
    public ChunkedDecoder(int maxLineBytes, int maxTrailerBytes)
    {
        _maxLineBytes = maxLineBytes;
        _maxTrailerBytes = maxTrailerBytes;
        _budget = maxLineBytes;
    }

    private enum State : byte
    {
        SizeStart, Size, AfterSize, Extension, SizeLineFeed,
        Data, DataReturn, DataLineFeed,
        TrailerStart, Trailer, TrailerLineFeed, LastLineFeed,
        Done, Malformed,
    }

    private static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    public readonly bool IsDone => _state == State.Done;

    public readonly bool IsMalformed => _state == State.Malformed;

    /// <summary>Moves the body bytes among <paramref name="bytes"/> together, to where the first of them stands.</summary>
    /// <param name="bytes">What came next; what lies around the body bytes is left undefined.</param>
    /// <param name="start">Where the body bytes begin; a chunk that comes alone is not moved at all.</param>
    /// <param name="consumed">All of them, unless the body ended or broke before.</param>
    /// <returns>How many body bytes there are.</returns>
    public int Decode(Span<byte> bytes, out int start, out int consumed)
    {
        int read = 0;
        BodyRun body = new(bytes);
        while (read < bytes.Length && _state < State.Done)
        {
            switch (_state)
            {
                case State.SizeStart:
                    read = TakeWholeChunks(bytes, read, ref body);
                    if (read < bytes.Length) _state = Next(bytes[read++]);
                    break;
                case State.Data:
                    int count = (int)Math.Min(_size, bytes.Length - read);
                    body.Add(read, count);
                    read += count;
                    _size -= count;
                    if (_size == 0) _state = State.DataReturn;
                    break;
                case State.Extension or State.Trailer:
                    read += SkipText(bytes[read..]);
                    break;
                default:
                    _state = Next(bytes[read++]);
                    break;
            }
        }

        start = body.Start;
        consumed = read;
        return body.Length;
    }

    /// <summary>Takes chunks as most peers send them, which lie there to their last byte with nothing but digits in the size line.</summary>
    /// <returns>Where the first chunk starts that is not of that kind, or the end of the bytes.</returns>
    private static int TakeWholeChunks(Span<byte> bytes, int read, ref BodyRun body)
    {
        while (true)
        {
            int data = TryReadSizeLine(bytes, read, out int size);
            int next = data + size + LineEnd.Length;
            if (data < 0 || next > bytes.Length || !bytes[(data + size)..next].SequenceEqual(LineEnd)) return read;

            body.Add(data, size);
            read = next;
        }
    }

    /// <returns>Where the data starts; -1 for the last chunk, and for a line that has anything but a few digits.</returns>
    private static int TryReadSizeLine(ReadOnlySpan<byte> bytes, int at, out int size)
    {
        const int MostDigits = 7; // an int holds them, and no limit on the line is so short
        size = 0;
        for (int end = Math.Min(at + MostDigits, bytes.Length); at < end; at++)
        {
            int digit = HexDigits[bytes[at]];
            if (digit > 0xf) break;
            size = (size << 4) | digit;
        }

        return size > 0 && bytes[at..].StartsWith(LineEnd) ? at + LineEnd.Length : -1;
    }

    private int SkipText(ReadOnlySpan<byte> bytes)
    {
        int length = bytes.IndexOfAnyExcept(HttpText.Text);
        if (length < 0) length = bytes.Length;
        if (length == 0) _state = Next(bytes[0]);
        else if (length > _budget) _state = State.Malformed;
        else _budget -= length;
        return Math.Max(length, 1);
    }

    private State Next(byte value) => _state switch
    {
        State.SizeStart => NextInSize(value, isFirst: true),
        State.Size => NextInSize(value, isFirst: false),
        State.AfterSize => NextAfterSize(value),
        State.Extension => value == '\r' ? State.SizeLineFeed : State.Malformed,
        State.SizeLineFeed => value == '\n' ? AfterSizeLine() : State.Malformed,
        State.DataReturn => value == '\r' ? State.DataLineFeed : State.Malformed,
        State.DataLineFeed => value == '\n' ? StartLine() : State.Malformed,
        State.TrailerStart => value == '\r' ? State.LastLineFeed : Spend(HttpText.Token.Contains(value), State.Trailer),
        State.Trailer => value == '\r' ? State.TrailerLineFeed : State.Malformed,
        State.TrailerLineFeed => Spend(value == '\n', State.TrailerStart),
        State.LastLineFeed => value == '\n' ? State.Done : State.Malformed,
        _ => State.Malformed,
    };

    private State NextInSize(byte value, bool isFirst)
    {
        if (HexDigits[value] > 0xf) return isFirst ? State.Malformed : NextAfterSize(value);
        if (_size > long.MaxValue >> 4) return State.Malformed;

        _size = (_size << 4) | (long)HexDigits[value];
        return Spend(true, State.Size);
    }

    private State NextAfterSize(byte value) => value switch
    {
        (byte)'\r' => State.SizeLineFeed,
        (byte)';' => Spend(true, State.Extension),
        (byte)' ' or (byte)'\t' => Spend(true, State.AfterSize), // some peers pad the size
        _ => State.Malformed,
    };

    private State AfterSizeLine()
    {
        if (_size > 0) return State.Data;

        _budget = _maxTrailerBytes;
        return State.TrailerStart;
    }

    private State StartLine()
    {
        _budget = _maxLineBytes;
        return State.SizeStart;
    }

    private State Spend(bool isAllowed, State next) => isAllowed && --_budget >= 0 ? next : State.Malformed;
}
