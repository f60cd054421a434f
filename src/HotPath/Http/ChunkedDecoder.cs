using System.Buffers;

namespace HotPath.Http;

/// <summary>The chunked coding of RFC 9112, section 7.1, undone in place over spans cut anywhere.</summary>
internal struct ChunkedDecoder
{
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

    public readonly bool IsDone => _state == State.Done;

    public readonly bool IsMalformed => _state == State.Malformed;

    /// <summary>Moves the body bytes among <paramref name="bytes"/> to their front.</summary>
    /// <param name="bytes">What came next; what lies after the body bytes is left undefined.</param>
    /// <param name="consumed">All of them, unless the body ended or broke before.</param>
    /// <returns>How many body bytes stand at the front.</returns>
    public int Decode(Span<byte> bytes, out int consumed)
    {
        int read = 0;
        int written = 0;
        while (read < bytes.Length && _state < State.Done)
        {
            switch (_state)
            {
                case State.Data:
                    int count = (int)Math.Min(_size, bytes.Length - read);
                    bytes.Slice(read, count).CopyTo(bytes[written..]);
                    read += count;
                    written += count;
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

        consumed = read;
        return written;
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
        if (!char.IsAsciiHexDigit((char)value)) return isFirst ? State.Malformed : NextAfterSize(value);
        if (_size > long.MaxValue >> 4) return State.Malformed;

        int digit = value <= '9' ? value - '0' : (value | 0x20) - 'a' + 10;
        _size = (_size << 4) | (long)digit;
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
