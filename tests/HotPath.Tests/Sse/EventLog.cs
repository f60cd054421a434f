using System.Buffers.Binary;
using HotPath.Sse;

namespace HotPath.Tests.Sse;

/// <summary>Remembers every event in one row of bytes that is kept: millions of events cost no memory of their own.</summary>
internal sealed class EventLog : ISseHandler
{
    private byte[] _bytes = new byte[1 << 16];
    private int _length;

    public int Count { get; private set; }

    public bool StopsAfterEach { get; set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear()
    {
        _length = 0;
        Count = 0;
        StopsAfterEach = false;
    }

    public bool OnEvent(SseEvent e)
    {
        Count++;
        Add(e.Type);
        Add(e.Data);
        Add(e.LastEventId);
        return !StopsAfterEach;
    }

    // With its length before it, so that no two different events look alike.
    private void Add(ReadOnlySpan<byte> value)
    {
        int needed = _length + sizeof(int) + value.Length;
        if (needed > _bytes.Length) Array.Resize(ref _bytes, 2 * needed);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_length), value.Length);
        value.CopyTo(_bytes.AsSpan(_length + sizeof(int)));
        _length = needed;
    }
}
