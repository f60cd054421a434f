using System.Threading.Tasks.Sources;

namespace HotPath.Tests.Http;

/// <summary>A stream whose reads stay pending until the test delivers; delivery runs the reader's continuation at once.</summary>
/// <remarks>Allocates nothing itself, so that what a test measures is the reader's.</remarks>
internal sealed class DrivenStream : Stream, IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _source;
    private Memory<byte> _target;

    public bool IsReadPending { get; private set; }

    public int ReadsStarted { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsReadPending) throw new InvalidOperationException("Two reads at once.");
        _source.Reset();
        _target = buffer;
        IsReadPending = true;
        ReadsStarted++;
        return new ValueTask<int>(this, _source.Version);
    }

    /// <summary>Ends the pending read with these bytes; none is a FIN.</summary>
    public void Deliver(ReadOnlySpan<byte> bytes)
    {
        if (!IsReadPending) throw new InvalidOperationException("No read is pending.");
        bytes.CopyTo(_target.Span);
        IsReadPending = false;
        _source.SetResult(bytes.Length);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    protected override void Dispose(bool disposing)
    {
        if (IsReadPending)
        {
            IsReadPending = false;
            _source.SetException(new ObjectDisposedException(nameof(DrivenStream)));
        }
        base.Dispose(disposing);
    }
}
