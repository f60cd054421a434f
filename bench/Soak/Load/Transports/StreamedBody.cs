using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace HotPath.Soak.Load.Transports;

/// <summary>The body of the current answer. One that ends wrongly is completed, not faulted: <see cref="End"/> says how it ended.</summary>
/// <remarks>
/// One reader at a time. A read is ended by the channel's abort, or by <see cref="CancelPendingRead"/>; its own token is asked only
/// before it. What was left unconsumed is lost when the body ends wrongly; so, in the handler, is what came before a reset and was
/// not read yet.
/// </remarks>
/// <param name="isExpected">Whether an exception of the body's stream is how the other side's doing, or our abort, shows.</param>
/// <param name="resultOf">What it stands for, and whether we had aborted the request.</param>
internal sealed class StreamedBody(Predicate<Exception> isExpected, Func<Exception, bool, ChannelResult> resultOf) : PipeReader
{
    private static readonly StreamPipeReaderOptions Options = new(bufferSize: 4_096, minimumReadSize: 1_024, leaveOpen: true);

    private PipeReader? _reader;
    private CancellationToken _abort;

    /// <summary>Null until the end has come.</summary>
    public ChannelResult? End { get; private set; }

    private PipeReader Reader => _reader ?? throw new InvalidOperationException("There is no body to read; receive a response head first.");

    private bool HasFailed => End is not (null or ChannelResult.Ok);

    public void Begin(Stream body, CancellationToken abort)
    {
        _reader = Create(body, Options);
        _abort = abort;
        End = null;
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (HasFailed) return Failed();

        try
        {
            return Noted(await Reader.ReadAsync(_abort).ConfigureAwait(false));
        }
        catch (Exception problem) when (isExpected(problem))
        {
            End = resultOf(problem, _abort.IsCancellationRequested);
            return Failed();
        }
    }

    public override bool TryRead(out ReadResult result)
    {
        if (HasFailed)
        {
            result = Failed();
            return true;
        }

        bool hasRead = Reader.TryRead(out result);
        if (hasRead) Noted(result);
        return hasRead;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!HasFailed) Reader.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => Reader.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        _reader?.Complete(exception);
        _reader = null;
    }

    private static ReadResult Failed() => new(default, isCanceled: false, isCompleted: true);

    private ReadResult Noted(in ReadResult read)
    {
        if (read.IsCompleted) End = ChannelResult.Ok;
        return read;
    }
}
