using System.IO.Pipelines;

namespace HotPath.Http;

/// <summary>The body of the current response, without its framing, in one segment.</summary>
/// <remarks>
/// One reader at a time; <see cref="CancelPendingRead"/> from any thread. A body that ends wrongly is completed, not
/// faulted: <see cref="End"/> says how it ended.
/// </remarks>
internal sealed class BodyPipeReader : PipeReader, IReceiveJudge<ReadResult>
{
    private readonly ReceiveBuffer _buffer;
    private readonly ReceiveLoop<ReadResult> _loop;
    private BodyFraming _framing;
    private bool _isOpen;

    public BodyPipeReader(Transport transport, ReceiveBuffer buffer)
    {
        _buffer = buffer;
        _loop = new ReceiveLoop<ReadResult>(transport, buffer, this);
    }

    public ResponseEnd End { get; private set; }

    /// <summary>False while the consumer may hold bytes of a body.</summary>
    public bool IsConsumed => _buffer.IsEmpty;

    /// <summary>True when bytes came after the end of the body.</summary>
    public bool HasLeftover { get; private set; }

    /// <summary>Starts with what was received together with the head.</summary>
    public void Begin(BodyFraming framing)
    {
        _framing = framing;
        _isOpen = true;
        HasLeftover = false;
        Decode();
    }

    /// <summary>Ends what is known of the last response, before the next one's head.</summary>
    public void Forget()
    {
        _isOpen = false;
        End = ResponseEnd.None;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<ReadResult>(cancellationToken);
        return TryRead(out ReadResult result) ? new ValueTask<ReadResult>(result) : _loop.RunAsync(cancellationToken);
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!_isOpen)
        {
            throw new InvalidOperationException("There is no body to read; receive a response head first, and read before Complete.");
        }

        bool isCanceled = _loop.ConsumeInterrupt();
        result = Result(isCanceled);
        return isCanceled || _buffer.HasUnexamined || End != ResponseEnd.None;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _buffer.AdvanceTo(consumed, examined);
        if (End != ResponseEnd.None) _buffer.Release();
    }

    public override void CancelPendingRead() => _loop.Interrupt();

    /// <summary>No more reads of this body. Unless its end was received, the connection cannot be used again.</summary>
    public override void Complete(Exception? exception = null)
    {
        if (!_isOpen) return;

        _isOpen = false;
        if (End == ResponseEnd.None) return; // a receive may be pending

        _buffer.Clear();
        _buffer.Release();
    }

    bool IReceiveJudge<ReadResult>.TryJudge(Received received, out ReadResult result)
    {
        switch (received)
        {
            case Received.Bytes:
                Decode();
                break;
            case Received.Fin:
                End = _framing.EndOnFin;
                break;
            case Received.Reset:
                End = ResponseEnd.Reset;
                break;
            case Received.Aborted:
                End = ResponseEnd.Aborted;
                break;
        }

        bool isCanceled = received == Received.Interrupted;
        result = Result(isCanceled);
        return isCanceled || _buffer.HasUnexamined || End != ResponseEnd.None;
    }

    private void Decode()
    {
        Span<byte> bytes = _buffer.Unjudged;
        int bodyBytes = _framing.Take(bytes, out int start, out int consumed);
        HasLeftover = consumed < bytes.Length;
        _buffer.Accept(start, bodyBytes);
        End = _framing.End;
    }

    private ReadResult Result(bool isCanceled) => new(_buffer.Readable, isCanceled, isCompleted: End != ResponseEnd.None);
}
