using System.Buffers;

namespace HotPath.Http;

/// <summary>
/// One array for a connection's whole life: first what the consumer may see, then what has been received but not judged,
/// then free space. Bytes move only in <see cref="PrepareSpace"/>, so a pending receive is never moved from under.
/// </summary>
internal sealed class ReceiveBuffer(int initialBytes)
{
    private readonly int _leastSpace = initialBytes / 4;
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(initialBytes);
    private int _start;    // the first byte not consumed
    private int _examined; // the first byte the consumer has not looked at
    private int _end;      // the first byte not judged
    private int _received; // the first free byte

    /// <summary>Received, not yet judged.</summary>
    public Span<byte> Unjudged => _bytes.AsSpan(_end, _received - _end);

    public bool IsEmpty => _start == _received;

    public bool HasUnexamined => _examined < _end;

    /// <summary>What the consumer may see; valid until the next <see cref="PrepareSpace"/>.</summary>
    public ReadOnlySequence<byte> Readable => new(_bytes, _start, _end - _start);

    public int Capacity => _bytes.Length;

    /// <summary>Forgets all bytes.</summary>
    public void Clear() => _start = _examined = _end = _received = 0;

    /// <summary>Free space for a receive, at least a quarter of the initial size. Grows when more than half is held.</summary>
    public Memory<byte> PrepareSpace()
    {
        int held = _received - _start;
        if (held == 0)
        {
            Clear();
        }
        else if (_bytes.Length - _received < _leastSpace)
        {
            byte[] target = held > _bytes.Length / 2 ? GC.AllocateUninitializedArray<byte>(checked(_bytes.Length * 2)) : _bytes;
            _bytes.AsSpan(_start, held).CopyTo(target);
            _bytes = target;
            _examined -= _start;
            _end -= _start;
            _received = held;
            _start = 0;
        }

        return _bytes.AsMemory(_received);
    }

    public void Commit(int count) => _received += count;

    /// <summary>Drops the first bytes of <see cref="Unjudged"/>, and all that was readable.</summary>
    public void Skip(int count) => _start = _examined = _end += count;

    /// <summary>Makes a part of <see cref="Unjudged"/> readable and drops the rest of it.</summary>
    public void Accept(int start, int length)
    {
        if (_start == _end)
        {
            _start = _examined = _end += start;
        }
        else if (start > 0)
        {
            _bytes.AsSpan(_end + start, length).CopyTo(_bytes.AsSpan(_end)); // the consumer still holds what stands before
        }

        _end += length;
        _received = _end;
    }

    /// <summary>Marks bytes of <see cref="Readable"/> as consumed and as looked at.</summary>
    public void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        int start = IndexOf(consumed);
        int seen = IndexOf(examined);
        if (seen < start)
        {
            throw new ArgumentOutOfRangeException(nameof(examined), $"Examined ({seen}) lies before consumed ({start}); pass a later position.");
        }
        _start = start;
        _examined = seen;
    }

    private int IndexOf(SequencePosition position)
    {
        int index = position.GetInteger();
        if (!ReferenceEquals(position.GetObject(), _bytes) || index < _start || index > _end)
        {
            throw new ArgumentOutOfRangeException(
                nameof(position), "The position is not of the last read's buffer; pass one that lies in it and was not consumed before.");
        }
        return index;
    }
}
