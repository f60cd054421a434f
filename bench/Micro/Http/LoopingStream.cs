using System.Threading.Tasks.Sources;

namespace HotPath.Micro.Http;

/// <summary>A peer that answers every request with the same bytes, and until then says nothing: a read waits for the next request.</summary>
/// <remarks>A request is one write. One reader and one writer, which may be the same thread: a write runs whoever waits to read.</remarks>
internal sealed class LoopingStream(byte[] response, int mostBytesARead) : Stream, IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _waiting;
    private Memory<byte> _target;
    private bool _isWaiting;
    private int _at = response.Length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at < response.Length) return new ValueTask<int>(Take(buffer.Span));

        _waiting.Reset();
        _target = buffer;
        _isWaiting = true;
        return new ValueTask<int>(this, _waiting.Version);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _at = 0;
        if (_isWaiting)
        {
            _isWaiting = false;
            _waiting.SetResult(Take(_target.Span));
        }

        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => _waiting.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _waiting.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiting.OnCompleted(continuation, state, token, flags);

    private int Take(Span<byte> target)
    {
        int count = Math.Min(Math.Min(target.Length, mostBytesARead), response.Length - _at);
        response.AsSpan(_at, count).CopyTo(target);
        _at += count;
        return count;
    }
}
