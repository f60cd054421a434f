using System.Runtime.CompilerServices;
using HotPath.Sockets;

namespace HotPath.Http;

/// <summary>Over a socket that a <see cref="SocketLoop"/> waits for.</summary>
internal sealed class LoopTransport(LoopSocket socket) : SocketBasedTransport
{
    protected override int Count => socket.Count;

    protected override bool HasFailed => socket.Error != 0 || socket.IsClosed;

    public override ValueTask<SendResult> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return FinishSendAsync(ValueTask.FromCanceled(cancellationToken));

        // A socket takes a request at once unless its buffer is full.
        (int sent, int error) = socket.Send(bytes.Span);
        if (sent == bytes.Length) return Sent();
        return error is 0 or LinuxSockets.WouldBlockError ? SendRestAsync(bytes[sent..], cancellationToken) : new ValueTask<SendResult>(FailedSend());
    }

    public override bool TryOnReceived(IReceiver receiver) => socket.TryOnReceived(receiver);

    protected override bool Start(ReceiveBuffer buffer)
    {
        ObjectDisposedException.ThrowIf(socket.IsClosed, socket);
        buffer.PromiseSpace();
        return socket.StartReceive(buffer);
    }

    protected override void Close() => socket.Close();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<SendResult> SendRestAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
    {
        try
        {
            int error = await socket.SendAllAsync(rest, cancellationToken).ConfigureAwait(false);
            return error == 0 ? await Sent().ConfigureAwait(false) : FailedSend();
        }
        catch (OperationCanceledException)
        {
            Abort(); // nobody knows how much of the request went out
            throw;
        }
    }
}
