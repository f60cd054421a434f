using System.Buffers;

namespace HotPath.Requests;

/// <summary>A contiguous byte buffer that grows, with its memory rented from <see cref="ArrayPool{T}.Shared"/>.</summary>
/// <remarks>
/// One thread at a time. Resetting keeps the memory, so a buffer that is reused stops allocating once it has held its
/// largest content; it keeps that size until it is disposed.
/// </remarks>
public sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int SmallestGrowth = 256;

    private byte[]? _array;
    private int _written;

    /// <summary>Rents the first memory.</summary>
    /// <param name="initialCapacityBytes">Room to start with, in bytes, at least 1; the pool may give more.</param>
    public PooledBuffer(int initialCapacityBytes = 4_096)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(initialCapacityBytes);
        _array = ArrayPool<byte>.Shared.Rent(initialCapacityBytes);
    }

    /// <summary>Bytes written since the start or the last reset.</summary>
    public int WrittenCount
    {
        get
        {
            _ = Rented;
            return _written;
        }
    }

    /// <summary>What was written; valid until the next write, reset or <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> WrittenSpan => Rented.AsSpan(0, _written);

    /// <summary>What was written; valid until the next write, reset or <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => Rented.AsMemory(0, _written);

    private byte[] Rented
    {
        get
        {
            ObjectDisposedException.ThrowIf(_array is null, this);
            return _array;
        }
    }

    /// <summary>Forgets what was written and keeps the memory.</summary>
    public void ResetWrittenCount()
    {
        _ = Rented;
        _written = 0;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException"><paramref name="count"/> is more than the buffer has room for.</exception>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int free = Rented.Length - _written;
        if (count > free)
        {
            throw new InvalidOperationException(
                $"Advance was called with {count:N0} bytes and the buffer has room for {free:N0}. " +
                "Ask for the room with GetSpan or GetMemory first.");
        }

        _written += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => WithRoom(sizeHint).AsMemory(_written);

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => WithRoom(sizeHint).AsSpan(_written);

    /// <summary>Gives the memory back to the pool; every later use but a second call throws <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        if (_array is null) return;
        ArrayPool<byte>.Shared.Return(_array);
        _array = null;
        _written = 0;
    }

    /// <summary>Written bytes that may still be changed, for a length known only once what it counts is written.</summary>
    internal Span<byte> Patch(int start, int length) => Rented.AsSpan(0, _written).Slice(start, length);

    private byte[] WithRoom(int sizeHint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        byte[] array = Rented;
        int needed = Math.Max(sizeHint, 1);
        return array.Length - _written >= needed ? array : Grow(array, needed);
    }

    private byte[] Grow(byte[] array, int needed)
    {
        long least = (long)_written + needed;
        if (least > Array.MaxLength)
        {
            throw new InvalidOperationException(
                $"The buffer would need {least:N0} bytes; the most an array holds is {Array.MaxLength:N0}. " +
                "Send less in one request.");
        }

        long doubled = Math.Min(Math.Max(2L * array.Length, SmallestGrowth), Array.MaxLength);
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(least, doubled));
        array.AsSpan(0, _written).CopyTo(larger);
        _array = larger;
        ArrayPool<byte>.Shared.Return(array);
        return larger;
    }
}
