using System.Net.Sockets;

namespace HotPath.Http;

/// <summary>Over a socket. A receive waits with a small buffer; what fills it has the rest fetched behind it at once.</summary>
internal sealed class SocketTransport : Transport
{
    private readonly NetworkStream _stream;
    private readonly Socket _socket;
    private readonly PendingReceive _receive = new();
    private SocketError _failure; // seen behind bytes that came before it, to be told after them: a socket tells but once

    public SocketTransport(NetworkStream stream)
    {
        _stream = stream;
        _socket = stream.Socket;
        _socket.Blocking = false; // so that a call which would have to wait says so
    }

    public override bool MayReceiveAhead => true;

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

    public override bool StartReceive(ReceiveBuffer buffer)
    {
        if (_failure != SocketError.Success || IsAborted) return true;

        try
        {
            _receive.Begin(buffer.LendSpace());
            return !_socket.ReceiveAsync(_receive);
        }
        catch (ObjectDisposedException)
        {
            Abort(); // or whoever had the stream before us closed it
            return true;
        }
    }

    public override bool TryOnReceived(Action callback) => _receive.TryOnEnded(callback);

    public override void NoteReceived() => Noted(ResultOf(_receive.BytesTransferred, _failure == SocketError.Success ? _receive.SocketError : _failure));

    public override Received EndReceive(ReceiveBuffer buffer)
    {
        if (_failure == SocketError.Success) _failure = _receive.SocketError;
        int count = _failure == SocketError.Success && !IsAborted ? _receive.BytesTransferred : 0;
        buffer.Commit(count);
        if (count > 0)
        {
            if (buffer.TryLendMore(out Memory<byte> more)) buffer.Commit(ReceiveNow(more.Span));
            return Received.Bytes;
        }

        return Noted(ResultOf(count, _failure));
    }

    protected override void Close()
    {
        _stream.Dispose();
        _receive.Dispose();
    }

    private Received ResultOf(int count, SocketError failure)
    {
        // Closing a socket shuts it down first, which ends a pending receive as a FIN would.
        if (IsAborted) return Received.Aborted;
        if (failure != SocketError.Success) return Received.Reset;
        return count > 0 ? Received.Bytes : Received.Fin;
    }

    private int ReceiveNow(Span<byte> target)
    {
        try
        {
            int count = _socket.Receive(target, SocketFlags.None, out SocketError error);
            if (error is not (SocketError.Success or SocketError.WouldBlock)) _failure = error;
            return count;
        }
        catch (ObjectDisposedException)
        {
            return 0; // the next receive finds it aborted
        }
    }

    private sealed class PendingReceive : SocketAsyncEventArgs
    {
        private static readonly Action Ended = static () => { };

        private Action? _callback;

        public PendingReceive()
            : base(true) // no execution context to carry along
        {
        }

        public void Begin(Memory<byte> space)
        {
            _callback = null;
            if (!space.Equals(MemoryBuffer)) SetBuffer(space);
        }

        public bool TryOnEnded(Action callback) => Interlocked.CompareExchange(ref _callback, callback, null) is null;

        protected override void OnCompleted(SocketAsyncEventArgs e) => Interlocked.CompareExchange(ref _callback, Ended, null)?.Invoke();
    }
}
