using System.Net.Sockets;

namespace HotPath.Tests;

/// <summary>One end of a connection whose peer sends fixed pieces, one a read, and keeps what it was sent.</summary>
/// <param name="pieces">What the peer sends; a piece larger than the reader's memory takes several reads.</param>
/// <param name="end">What comes after the last piece; silence ends when the stream is disposed.</param>
/// <param name="yields">True: reads end on another thread; false: at once.</param>
internal sealed class ScriptedStream(IEnumerable<byte[]> pieces, PeerEnd end = PeerEnd.Fin, bool yields = false) : Stream
{
    private readonly Queue<ReadOnlyMemory<byte>> _pieces = new(pieces.Where(piece => piece.Length > 0).Select(piece => new ReadOnlyMemory<byte>(piece)));
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> _current;

    public MemoryStream Sent { get; } = new();

    public bool IsDisposed => _disposed.Task.IsCompleted;

    public SocketError? FailSendsWith { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The two pieces around each split point of some bytes.</summary>
    public static IEnumerable<byte[][]> Splits(byte[] bytes) =>
        Enumerable.Range(0, bytes.Length + 1).Select(at => new[] { bytes[..at], bytes[at..] });

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        yields ? ReadLaterAsync(buffer) : ReadNowAsync(buffer);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (FailSendsWith is { } error) return ValueTask.FromException(Failure(error));
        cancellationToken.ThrowIfCancellationRequested();
        Sent.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _disposed.TrySetResult();
        base.Dispose(disposing);
    }

    private static IOException Failure(SocketError error) => new("scripted", new SocketException((int)error));

    private async ValueTask<int> ReadLaterAsync(Memory<byte> buffer)
    {
        await Task.Yield();
        return await ReadNowAsync(buffer);
    }

    private ValueTask<int> ReadNowAsync(Memory<byte> buffer)
    {
        if (_current.IsEmpty && !_pieces.TryDequeue(out _current)) return EndAsync();

        int count = Math.Min(buffer.Length, _current.Length);
        _current[..count].CopyTo(buffer);
        _current = _current[count..];
        return new ValueTask<int>(count);
    }

    private async ValueTask<int> EndAsync()
    {
        if (end == PeerEnd.Fin) return 0;
        if (end == PeerEnd.Silence) await _disposed.Task;
        throw Failure(end == PeerEnd.Reset ? SocketError.ConnectionReset : SocketError.OperationAborted);
    }
}
