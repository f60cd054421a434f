using System.Net.Sockets;
using System.Runtime.CompilerServices;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>A connection's bytes, passed through, that tells how the connection ended.</summary>
/// <remarks>
/// The other side has ended it when a read finds its end, or a read or write fails, before we have closed it.
/// </remarks>
/// <param name="closed">Called once, when it is closed on this side.</param>
internal sealed class Http2Wire(Socket socket, TimeProvider time, Action<Http2Wire> closed) : Stream
{
    private const int Open = 0, FinCame = 1, ResetCame = 2;

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private int _peer;
    private int _closed;

    public long OpenedAt { get; } = time.GetTimestamp();

    /// <summary>The stamp of the last read that brought something, or write.</summary>
    public long UsedAt { get; private set; } = time.GetTimestamp();

    /// <summary>Whether somebody has got it to send requests on, and not only a handshake.</summary>
    public bool IsEstablished { get; set; }

    /// <summary>How the other side has ended it; null: it has not.</summary>
    public ConnectionEnd? PeerEnd => Volatile.Read(ref _peer) switch
    {
        FinCame => ConnectionEnd.PeerFin,
        ResetCame => ConnectionEnd.PeerReset,
        _ => null,
    };

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
            if (read > 0) UsedAt = time.GetTimestamp();
            else if (!buffer.IsEmpty) Note(FinCame);
            return read;
        }
        catch (IOException)
        {
            Note(ResetCame);
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        UsedAt = time.GetTimestamp();
        try
        {
            await _stream.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            Note(ResetCame);
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
        if (disposing && Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _stream.Dispose();
            closed(this);
        }

        base.Dispose(disposing);
    }

    /// <summary>What a read or write meets with after we have closed it is our own doing.</summary>
    private void Note(int peer)
    {
        if (Volatile.Read(ref _closed) == 0) Interlocked.CompareExchange(ref _peer, peer, Open);
    }
}
