using System.Net.Sockets;
using HotPath.Sockets;

namespace HotPath.Http;

/// <summary>Over a socket that .NET waits for.</summary>
internal sealed class SocketTransport : FetchingTransport
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

    public override bool TryOnReceived(Action callback) => _receive.TryOnEnded(callback);

    protected override bool Start(ReceiveBuffer buffer)
    {
        _receive.Begin(buffer.LendSpace());
        return !_socket.ReceiveAsync(_receive);
    }

    protected override int ReceiveNow(Span<byte> space, out bool failed)
    {
        int count = _socket.Receive(space, SocketFlags.None, out SocketError error);
        failed = error is not (SocketError.Success or SocketError.WouldBlock);
        return count;
    }

    protected override void Close()
    {
        _stream.Dispose();
        _receive.Dispose();
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

        public bool TryOnEnded(Action callback) => _signal.TryOnEnded(callback);

        protected override void OnCompleted(SocketAsyncEventArgs e) => _signal.End();
    }
}
