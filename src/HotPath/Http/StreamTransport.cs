using System.Net.Security;
using System.Runtime.CompilerServices;
using HotPath.Sockets;

namespace HotPath.Http;

/// <summary>Over any stream: TLS, or what the caller made.</summary>
internal sealed class StreamTransport(Stream stream) : Transport
{
    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _receive;
    private IReceiver? _receiver; // of the pending receive
    private Action? _onReceived;
    private Received? _ended; // of a receive whose result was looked at and not taken: a stream tells but once
    private int _count;

    // Of streams that others made it is not known what a read does that is never ended.
    public override bool MayReceiveAhead { get; } = stream is SslStream;

    public override ValueTask<SendResult> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        ValueTask writing;
        try
        {
            writing = stream.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception failure) when (IsOfTransport(failure) || failure is OperationCanceledException)
        {
            writing = ValueTask.FromException(failure);
        }

        if (!writing.IsCompletedSuccessfully) return FinishSendAsync(writing);
        writing.GetAwaiter().GetResult();
        return Sent();
    }

    public override bool StartReceive(ReceiveBuffer buffer)
    {
        ValueTask<int> receiving;
        try
        {
            receiving = stream.ReadAsync(buffer.LendSpace(), CancellationToken.None);
        }
        catch (Exception failure) when (IsOfTransport(failure))
        {
            receiving = ValueTask.FromException<int>(failure);
        }

        _receive = receiving.ConfigureAwait(false).GetAwaiter();
        return _receive.IsCompleted;
    }

    public override bool TryOnReceived(IReceiver receiver)
    {
        _receiver = receiver;
        _receive.UnsafeOnCompleted(_onReceived ??= () => _receiver.OnReceived());
        return true;
    }

    public override void NoteReceived()
    {
        if (_ended is null) _ended = Noted(TakeResult());
    }

    public override Received EndReceive(ReceiveBuffer buffer)
    {
        NoteReceived();
        buffer.Commit(_count);
        Received received = _ended!.Value;
        _ended = null;
        return received;
    }

    protected override void Close() => stream.Dispose();

    private Received TakeResult()
    {
        _count = 0;
        try
        {
            _count = _receive.GetResult();
        }
        catch (Exception failure) when (IsOfTransport(failure))
        {
            return ResultOf(failure);
        }

        if (_count > 0) return Received.Bytes;

        // Closing a socket shuts it down first, which ends a pending receive as a FIN would.
        return IsAborted ? Received.Aborted : Received.Fin;
    }

    private Received ResultOf(Exception failure)
    {
        if (IsAborted || failure is ObjectDisposedException) return Received.Aborted;
        return failure is EndOfStreamException ? Received.Fin : Received.Reset;
    }
}
