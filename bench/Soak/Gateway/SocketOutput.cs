using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace HotPath.Soak.Gateway;

/// <summary>
/// Sends within the flush, on the thread that flushes; only what the socket does not take at once is waited for. For one writer at a time.
/// </summary>
/// <remarks>
/// Between a write and its flush it has a buffer, which goes back to those of the thread: a thread that writes one event on each of thousands
/// of connections does so in one and the same memory.
/// </remarks>
internal sealed class SocketOutput : PipeWriter
{
    private const int LeastBuffer = 32 * 1024; // a batch of a stream as a whole: to grow is to copy

    private readonly Socket _socket;
    private readonly Action _abort;
    private byte[]? _buffer;
    private int _sent;
    private int _written;
    private bool _isBroken;
    private volatile bool _isWaiting;

    /// <param name="socket">Connected; its synchronous calls do not block from now on. Stays its owner's.</param>
    /// <param name="abort">Ends the connection. Called when a send fails, once, on a thread of the pool.</param>
    public SocketOutput(Socket socket, Action abort)
    {
        _socket = socket;
        _abort = abort;
        socket.Blocking = false;
    }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _written - _sent;

    public override Memory<byte> GetMemory(int sizeHint = 0) => BufferWithRoom(sizeHint).AsMemory(_written);

    public override Span<byte> GetSpan(int sizeHint = 0) => BufferWithRoom(sizeHint).AsSpan(_written);

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, (_buffer?.Length ?? 0) - _written);
        _written += bytes;
    }

    /// <returns>That nobody reads any more, when the connection is gone; whatever was written is thrown away then.</returns>
    /// <param name="cancellationToken">Of no effect: a wait ends when the client reads, or the connection is aborted.</param>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        TrySend() ? ValueTask.FromResult(Flushed()) : new ValueTask<FlushResult>(SendRestAsync());

    /// <summary>Not to be had: who gives up on a flush aborts the connection.</summary>
    public override void CancelPendingFlush() => throw new NotSupportedException("A flush is not cancelled; abort the connection, which ends it.");

    /// <summary>Throws away what was not flushed. A flush that waits goes on until the socket is closed.</summary>
    public override void Complete(Exception? exception = null)
    {
        if (!_isWaiting) ReturnBuffer();
    }

    /// <returns>False: the socket takes no more for now.</returns>
    private bool TrySend()
    {
        while (_sent < _written && !_isBroken)
        {
            int sent;
            SocketError error;
            try
            {
                sent = _socket.Send(_buffer.AsSpan(_sent.._written), SocketFlags.None, out error);
            }
            catch (ObjectDisposedException)
            {
                Break(); // aborted
                break;
            }

            if (error is SocketError.WouldBlock) return false;

            if (error is SocketError.Success) _sent += sent;
            else Break();
        }

        return true;
    }

    private async Task<FlushResult> SendRestAsync()
    {
        _isWaiting = true;
        try
        {
            while (_sent < _written)
            {
                _sent += await _socket.SendAsync(_buffer.AsMemory(_sent.._written)).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            Break();
        }

        FlushResult result = Flushed();
        _isWaiting = false; // whoever completes the writer finds the buffer gone
        return result;
    }

    // As Kestrel's own sending does. TLS looks at no flush's result, and who receives learns nothing while the client's unread requests fill
    // what it may hold: without this, all of those were answered, to nobody. Not within the flush: its caller may hold a lock.
    private void Break()
    {
        _isBroken = true;
        ThreadPool.UnsafeQueueUserWorkItem(static abort => abort(), _abort, preferLocal: false);
    }

    private FlushResult Flushed()
    {
        ReturnBuffer();
        return new FlushResult(isCanceled: false, isCompleted: _isBroken);
    }

    private byte[] BufferWithRoom(int sizeHint)
    {
        byte[]? buffer = _buffer;
        int room = (buffer?.Length ?? 0) - _written;
        return buffer is not null && room > 0 && room >= sizeHint ? buffer : Grow(sizeHint);
    }

    private byte[] Grow(int sizeHint)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(LeastBuffer, Math.Max(_written * 2, _written + sizeHint)));
        if (_buffer is { } full)
        {
            full.AsSpan(0, _written).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(full);
        }

        return _buffer = larger;
    }

    private void ReturnBuffer()
    {
        if (_buffer is { } buffer) ArrayPool<byte>.Shared.Return(buffer);
        _buffer = null;
        _sent = _written = 0;
    }
}
