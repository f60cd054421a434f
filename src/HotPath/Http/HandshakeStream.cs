using System.Net.Sockets;
using HotPath.Sockets;

namespace HotPath.Http;

/// <summary>Stands between TLS and what carries its bytes: counts and watches the handshake, then only passes through.</summary>
internal sealed class HandshakeStream(Socket socket, Stream inner, HandshakeCpu cpu) : Stream
{
    private bool _isOver;

    public ServerFlight Flight { get; } = new();

    public long BytesIn { get; private set; }

    public long BytesOut { get; private set; }

    /// <summary>True when the peer has sent all it will send.</summary>
    public bool FinCame { get; private set; }

    /// <summary>True when the socket was closed on this side.</summary>
    public bool IsClosed => socket.SafeHandle.IsClosed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>From here on nothing is counted.</summary>
    public void EndHandshake() => _isOver = true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _isOver ? inner.ReadAsync(buffer, cancellationToken) : ObserveAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask writing = inner.WriteAsync(buffer, cancellationToken);
        if (_isOver) return writing;

        BytesOut += buffer.Length;
        return writing.IsCompletedSuccessfully ? writing : ObserveAsync(writing);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> ObserveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ValueTask<int> reading = inner.ReadAsync(buffer, cancellationToken);
        bool mustWait = !reading.IsCompleted;
        if (mustWait) cpu.End();
        int count;
        try
        {
            count = await reading.ConfigureAwait(false);
            if (mustWait) await SocketLoop.LeaveAsync().ConfigureAwait(false); // a handshake's arithmetic takes as long as hundreds of events
        }
        finally
        {
            if (mustWait) cpu.Begin();
        }

        if (count == 0 && !buffer.IsEmpty) FinCame = true;
        BytesIn += count;
        Flight.Observe(buffer.Span[..count]);
        return count;
    }

    private async ValueTask ObserveAsync(ValueTask writing)
    {
        cpu.End();
        try
        {
            await writing.ConfigureAwait(false);
        }
        finally
        {
            cpu.Begin();
        }
    }
}
