using System.Buffers;
using HotPath.Sockets;

namespace HotPath.Http;

/// <summary>
/// One array: first what the consumer may see, then what has been received but not judged, then free space. It is a small one of
/// the connection's own where little came last and nothing is held, else a rented one. Bytes move only when space is lent.
/// </summary>
/// <param name="mostBytes">Of a rented array, unless the consumer holds more than half of it.</param>
internal sealed class ReceiveBuffer(int mostBytes) : IReceiveSpace
{
    /// <summary>Room for an event of a chat stream, and for a short answer with its head: what most receives bring.</summary>
    private const int OwnBytes = 512;

    private byte[] _own = [];
    private byte[] _bytes = [];
    private int _start;    // the first byte not consumed
    private int _examined; // the first byte the consumer has not looked at
    private int _end;      // the first byte not judged
    private int _received; // the first free byte
    private int _lastCount; // of the last receive, with what was fetched behind it
    private bool _isLent;
    private bool _isLate;  // space was promised, and is not there before it is taken
    private byte[]? _late; // what was taken; becomes the array when the receive has ended

    /// <summary>Received, not yet judged.</summary>
    public Span<byte> Unjudged => _bytes.AsSpan(_end, _received - _end);

    public bool IsEmpty => _start == _received;

    public bool HasUnexamined => _examined < _end;

    /// <summary>What the consumer may see; valid until space is lent or <see cref="Release"/>.</summary>
    public ReadOnlySequence<byte> Readable => new(_bytes, _start, _end - _start);

    /// <summary>Forgets all bytes.</summary>
    public void Clear() => _start = _examined = _end = _received = 0;

    /// <summary>Gives a rented array back, unless it is lent or bytes are in it.</summary>
    public void Release()
    {
        if (_isLent || !IsEmpty) return;

        Clear();
        UseOwn();
    }

    /// <summary>Free space for a receive, which is ended by <see cref="Commit"/>.</summary>
    public Memory<byte> LendSpace()
    {
        if (IsEmpty) PrepareEmpty();
        else EnsureSpace();

        _lastCount = 0;
        return LendRest();
    }

    /// <summary>As <see cref="LendSpace"/>, after a receive that filled a small array, behind which there is probably more.</summary>
    public bool TryLendMore(out Memory<byte> space)
    {
        bool isFull = _received == _bytes.Length && _received < mostBytes;
        if (isFull) EnsureSpace();
        space = isFull ? LendRest() : default;
        return isFull;
    }

    /// <summary>As <see cref="LendSpace"/>, but an empty buffer gives its array back, and rents one only when <see cref="Take"/> asks for it.</summary>
    public void PromiseSpace()
    {
        _isLate = IsEmpty;
        if (!_isLate)
        {
            LendSpace();
            return;
        }

        Clear();
        UseOwn();
        _isLent = true;
    }

    /// <summary>
    /// The promised space. Any thread, and perhaps while the consumer looks at a read that was interrupted: what he sees stays as it is until
    /// <see cref="Commit"/>.
    /// </summary>
    public Memory<byte> Take() => _isLate ? _late ??= ArrayPool<byte>.Shared.Rent(mostBytes) : _bytes.AsMemory(_received);

    /// <summary>Nothing had come; for the thread that has taken it.</summary>
    public void GiveBack()
    {
        if (_late is null) return;

        ArrayPool<byte>.Shared.Return(_late);
        _late = null;
    }

    public void Commit(int count)
    {
        _isLent = false;
        if (count == 0) GiveBack();
        else if (_late is not null) (_bytes, _late) = (_late, null);
        _received += count;
        _lastCount += count;
    }

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

    private Memory<byte> LendRest()
    {
        _isLent = true;
        return _bytes.AsMemory(_received);
    }

    // Room for as much as came last, and not much more: streams that bring an event at a time wait with a few bytes, bulk comes in
    // one receive, and a burst after a stall leaves no stream with what it took to receive it.
    private void PrepareEmpty()
    {
        Clear();
        int wanted = Math.Min(_lastCount + 1, mostBytes);
        if (wanted <= OwnBytes)
        {
            if (_own.Length == 0) _own = GC.AllocateUninitializedArray<byte>(Math.Min(OwnBytes, mostBytes));
            UseOwn();
        }
        else if (_bytes.Length < wanted || _bytes.Length / 4 > wanted)
        {
            UseOwn();
            _bytes = ArrayPool<byte>.Shared.Rent(wanted);
        }
    }

    private void UseOwn()
    {
        if (_bytes != _own && _bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = _own;
    }

    private void EnsureSpace()
    {
        if (_bytes.Length - _received >= mostBytes / 4) return;

        byte[] source = _bytes;
        int held = _received - _start;
        if (held > source.Length / 2 || source == _own) _bytes = ArrayPool<byte>.Shared.Rent(checked(Math.Max(held * 2, mostBytes)));
        source.AsSpan(_start, held).CopyTo(_bytes);
        if (_bytes != source && source != _own) ArrayPool<byte>.Shared.Return(source);

        _examined -= _start;
        _end -= _start;
        _received = held;
        _start = 0;
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
