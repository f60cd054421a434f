using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace HotPath.Soak.Load.Transports;

/// <summary>A connection's bytes, passed through, that tells how the connection ended.</summary>
/// <remarks>
/// The other side has ended it when a read finds its end, or a read or write fails, before we have closed it. Best effort: a peer that
/// says goodbye by GOAWAY and waits for us to close is not counted.
/// </remarks>
internal sealed class Http2Wire(Socket socket, Action closed, Action closedByPeer) : Stream
{
    private const int Open = 0, EndedByPeer = 1, Closed = 2;

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private int _state;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            int read = await _stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0 && !buffer.IsEmpty) NoteEndByPeer();
            return read;
        }
        catch (IOException)
        {
            NoteEndByPeer();
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await _stream.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            NoteEndByPeer();
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => _stream.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => _stream.Write(buffer, offset, count);

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _state, Closed) != Closed)
        {
            _stream.Dispose();
            closed();
        }

        base.Dispose(disposing);
    }

    private void NoteEndByPeer()
    {
        if (Interlocked.CompareExchange(ref _state, EndedByPeer, Open) == Open) closedByPeer();
    }
}
