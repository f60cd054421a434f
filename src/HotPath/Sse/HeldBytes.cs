using System.Numerics;
using System.Runtime.CompilerServices;

namespace HotPath.Sse;

// What was read of a stream and is not parsed yet. Reads are put one behind the other, so that an event of several reads is parsed in
// place when its end comes, and a read that brings no end of an event costs a look at its own bytes.
internal sealed class HeldBytes
{
    private const int BufferBytes = 16 << 10;
    private const int MinRoomBytes = 4 << 10;
    private const int MaxLineBytes = BufferBytes / 2; // what is longer goes to the parser in parts

    private const int FewBytes = 15; // looked at one by one

    // Before the first byte there is room for PlainEvents to look back; behind the last, for a whole block.
    private const int First = PlainEvents.MinPushLength;
    private const int End = First + BufferBytes;

    private readonly SseParser _parser;
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(End + ByteBlock.Length);
    private int _start = First; // of a line, or of what follows the part of a line that the parser has
    private int _searched = First; // no line ends between _start and here
    private int _end = First;
    private int _mostEnd; // up to where bytes may be held without asking the parser; none until it knows how the stream begins

    public HeldBytes(SseParser parser)
    {
        _parser = parser;
        _bytes[First - 1] = (byte)'\n'; // as what was here before may have been, so that an LF here is taken for a blank line
    }

    public bool IsEmpty => _start == _end;

    // Where the next read goes; at least 4 KiB unless an event was left.
    public Memory<byte> Room => new(_bytes, _end, End - _end);

    // Takes the first bytes of the room, at least one. False when they may end an event, or must not wait for one: Parse must follow.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Hold(int bytes)
    {
        int from = _end;
        _end = from + bytes;
        return bytes <= ByteBlock.Length && _end <= _mostEnd && !MayEndEvent(from, bytes);
    }

    // False when the handler stopped: then some events may be left, and another call goes on with them.
    public bool Parse<THandler>(ref THandler handler)
        where THandler : ISseHandler, allows ref struct
    {
        _start = _parser.HasBegun
            ? _parser.PushLines(_bytes.AsSpan(0, _end), _start, _searched, ref handler)
            : _start + _parser.Push(_bytes.AsSpan(_start.._end), ref handler);
        if (_start == _end) MoveToFirst(0);
        _searched = _start;
        if (_parser.WasStopped) return false;

        int length = _end - _start;
        if (length > Math.Min(_parser.Room, MaxLineBytes))
        {
            _parser.Push(_bytes.AsSpan(_start, length), ref handler);
            MoveToFirst(0);
        }
        else if (End - _end < MinRoomBytes)
        {
            MoveToFirst(length);
        }

        _searched = _end;
        if (_parser.HasBegun) _mostEnd = Math.Min(_start + Math.Min(_parser.Room, MaxLineBytes), End - MinRoomBytes);
        return true;
    }

    // Lets the parser know what there is of an event that will not end.
    public void EndStream<THandler>(ref THandler handler)
        where THandler : ISseHandler, allows ref struct
    {
        _parser.Push(_bytes.AsSpan(_start.._end), ref handler);
        MoveToFirst(0);
    }

    // An event ends with a line end that follows another.
    private bool MayEndEvent(int from, int count)
    {
        if (count <= FewBytes)
        {
            for (int at = from; at < from + count; at++)
            {
                if (IsBlankLineEnd(at)) return true;
            }

            return false;
        }

        ulong lineEnds = ByteBlock.LineEndsJustWritten(_bytes.AsSpan(from, ByteBlock.Length)) & (ulong.MaxValue >> (ByteBlock.Length - count));
        for (; lineEnds != 0; lineEnds &= lineEnds - 1)
        {
            if (IsBlankLineEnd(from + BitOperations.TrailingZeroCount(lineEnds))) return true;
        }

        return false;
    }

    private bool IsBlankLineEnd(int at)
    {
        byte last = _bytes[at];
        if (last > '\r') return false;

        byte before = _bytes[at - 1];
        return last == (byte)'\n' ? before == '\n' : last == '\r' && (before is (byte)'\n' or (byte)'\r');
    }

    private void MoveToFirst(int length)
    {
        _bytes.AsSpan(_start, length).CopyTo(_bytes.AsSpan(First));
        _start = First;
        _searched = First;
        _end = First + length;
    }
}
