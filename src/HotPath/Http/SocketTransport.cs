using System.Net.Sockets;
using HotPath.Sockets;

namespace HotPath.Http;

/// <summary>Over a socket that .NET waits for. A receive waits with a small buffer; what fills it has the rest fetched behind it at once.</summary>
internal sealed class SocketTransport : SocketBasedTransport
{
    private readonly NetworkStream _stream;
    private readonly Socket _socket;
    private readonly PendingReceive _receive = new();

    public SocketTransport(NetworkStream stream)
    {
        _stream = stream;
        _socket = stream.Socket;
        _socket.Blocking = false; // so that a call which would have to wait says so
    }

    protected override int Count => _receive.BytesTransferred;

    protected override bool HasFailed => _receive.SocketError != SocketError.Success;

    public override ValueTask<SendResult> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return FinishSendAsync(ValueTask.FromCanceled(cancellationToken));
        try
        {
            // A socket takes a request at once unless its buffer is full.
            int sent = _socket.Send(bytes.Span, SocketFlags.None, out SocketError error);
            if (sent == bytes.Length) return Sent();
            if (error is SocketError.Success or SocketError.WouldBlock) return FinishSendAsync(_stream.WriteAsync(bytes[sent..], cancellationToken));
        }
        catch (Exception failure) when (IsOfTransport(failure))
        {
            // Closed from another thread meanwhile.
        }

        return new ValueTask<SendResult>(FailedSend());
    }

    public override bool TryOnReceived(IReceiver receiver) => _receive.TryOnEnded(receiver);

    protected override bool Start(ReceiveBuffer buffer)
    {
        _receive.Begin(buffer.LendSpace());
        return !_socket.ReceiveAsync(_receive);
    }

    protected override void FetchMore(ReceiveBuffer buffer)
    {
        if (buffer.TryLendMore(out Memory<byte> more)) buffer.Commit(ReceiveNow(more.Span));
    }

    protected override void Close()
    {
        _stream.Dispose();
        _receive.Dispose();
    }

    private int ReceiveNow(Span<byte> space)
    {
        try
        {
            int count = _socket.Receive(space, SocketFlags.None, out SocketError error);
            Failed |= error is not (SocketError.Success or SocketError.WouldBlock);
            return count;
        }
        catch (ObjectDisposedException)
        {
            return 0; // the next receive finds it aborted
        }
    }

    private sealed class PendingReceive : SocketAsyncEventArgs
    {
        private ReceiveSignal _signal;

        public PendingReceive()
            : base(true) // no execution context to carry along
        {
        }

        public void Begin(Memory<byte> space)
        {
            _signal.Begin();
            if (!space.Equals(MemoryBuffer)) SetBuffer(space);
        }

        public bool TryOnEnded(IReceiver receiver) => _signal.TryOnEnded(receiver);

        protected override void OnCompleted(SocketAsyncEventArgs e) => _signal.End();
    }
}
