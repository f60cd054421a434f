using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace HotPath.Http;

/// <summary>Sends and receives bytes over a stream; what the peer does is a value, never an exception.</summary>
/// <remarks>
/// One send and one receive at a time; <see cref="Abort"/> from any thread. Receiving is split into begin, callback and
/// end, as sockets do it, so that no async method stands between the socket and whoever judges the bytes.
/// </remarks>
internal sealed class Transport(Stream stream)
{
    private readonly Socket? _socket = (stream as NetworkStream)?.Socket;
    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _receive;
    private int _aborted;

    public bool IsAborted => Volatile.Read(ref _aborted) != 0;

    public int SendsCompleted { get; private set; }

    public ValueTask<SendResult> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
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

        // A socket takes a request at once unless its buffer is full.
        if (!writing.IsCompletedSuccessfully) return FinishSendAsync(writing);
        writing.GetAwaiter().GetResult();
        SendsCompleted++;
        return new ValueTask<SendResult>(SendResult.Sent);
    }

    /// <summary>Starts a receive into free space of the buffer, which must stay where it is until the receive has ended.</summary>
    public Received BeginReceive(ReceiveBuffer buffer)
    {
        if (IsAborted) return Received.Aborted;
        return StartReceive(buffer) ? EndReceive(buffer) : Received.Pending;
    }

    /// <summary>As <see cref="BeginReceive"/>, but leaves taking the result to <see cref="EndReceive"/>.</summary>
    /// <returns>True when the receive has ended at once.</returns>
    public bool StartReceive(ReceiveBuffer buffer)
    {
        ValueTask<int> receiving;
        try
        {
            receiving = stream.ReadAsync(buffer.PrepareSpace(), CancellationToken.None);
        }
        catch (Exception failure) when (IsOfTransport(failure))
        {
            receiving = ValueTask.FromException<int>(failure);
        }

        _receive = receiving.ConfigureAwait(false).GetAwaiter();
        return _receive.IsCompleted;
    }

    /// <summary>Has <paramref name="callback"/> called once when the pending receive has ended.</summary>
    public void OnReceived(Action callback) => _receive.UnsafeOnCompleted(callback);

    /// <summary>Takes the result of a receive that has ended.</summary>
    public Received EndReceive(ReceiveBuffer buffer)
    {
        int count;
        try
        {
            count = _receive.GetResult();
        }
        catch (Exception failure) when (IsOfTransport(failure))
        {
            return ResultOf(failure);
        }

        if (count > 0)
        {
            buffer.Commit(count);
            return Received.Bytes;
        }

        // Closing a socket shuts it down first, which ends a pending receive as a FIN would.
        return IsAborted ? Received.Aborted : Received.Fin;
    }

    /// <summary>False when the socket has something to read: bytes, a FIN or a reset. True without a socket to ask.</summary>
    public bool IsQuiet()
    {
        if (IsAborted) return false;
        if (_socket is null) return true;

        try
        {
            return !_socket.Poll(0, SelectMode.SelectRead);
        }
        catch (Exception failure) when (IsOfTransport(failure))
        {
            return false;
        }
    }

    public void Abort()
    {
        if (Interlocked.Exchange(ref _aborted, 1) == 0) stream.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<SendResult> FinishSendAsync(ValueTask writing)
    {
        try
        {
            await writing.ConfigureAwait(false);
            SendsCompleted++;
            return SendResult.Sent;
        }
        catch (Exception failure) when (IsOfTransport(failure))
        {
            return IsAborted ? SendResult.Aborted : SendResult.ClosedByPeer;
        }
        catch (OperationCanceledException)
        {
            // Nobody knows how much of the request went out.
            Abort();
            throw;
        }
    }

    private Received ResultOf(Exception failure)
    {
        if (IsAborted || failure is ObjectDisposedException) return Received.Aborted;
        return failure is EndOfStreamException ? Received.Fin : Received.Reset;
    }

    private bool IsOfTransport(Exception failure) =>
        failure is IOException or SocketException or ObjectDisposedException || (IsAborted && failure is OperationCanceledException);
}
