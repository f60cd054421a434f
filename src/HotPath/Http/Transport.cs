using System.Net.Sockets;
using System.Runtime.CompilerServices;
using HotPath.Sockets;

namespace HotPath.Http;

/// <summary>Sends and receives bytes; what the peer does is a value, never an exception.</summary>
/// <remarks>
/// One send and one receive at a time; <see cref="Abort"/> from any thread. Receiving is split into start, callback and
/// end, as sockets do it, so that no async method stands between the socket and whoever judges the bytes.
/// </remarks>
internal abstract class Transport : IDisposable
{
    private int _aborted;

    public bool IsAborted => Volatile.Read(ref _aborted) != 0;

    public int SendsCompleted { get; private set; }

    public PeerClosing PeerClosing { get; private set; }

    /// <summary>Whether a receive may be started while nothing is expected, to be told of what comes all the same.</summary>
    public abstract bool MayReceiveAhead { get; }

    public static Transport Over(Stream stream) => stream switch
    {
        LoopStream looped => new LoopTransport(looped.Socket),
        NetworkStream network when network.GetType() == typeof(NetworkStream) => new SocketTransport(network),
        _ => new StreamTransport(stream),
    };

    public abstract ValueTask<SendResult> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Starts a receive into free space of the buffer, which stays where it is until <see cref="EndReceive"/>.</summary>
    /// <returns>True when it has ended at once.</returns>
    public abstract bool StartReceive(ReceiveBuffer buffer);

    /// <summary>Has <paramref name="receiver"/> told once when the pending receive has ended.</summary>
    /// <returns>False when it has ended meanwhile: then nobody is told.</returns>
    public abstract bool TryOnReceived(IReceiver receiver);

    /// <summary>Notes in <see cref="PeerClosing"/> what a receive that has ended says, and leaves its result where it is.</summary>
    public abstract void NoteReceived();

    /// <summary>Takes the result of a receive that has ended.</summary>
    public abstract Received EndReceive(ReceiveBuffer buffer);

    public void Abort()
    {
        if (Interlocked.Exchange(ref _aborted, 1) == 0) Close();
    }

    /// <summary>Closes the connection, as <see cref="Abort"/> does.</summary>
    public void Dispose() => Abort();

    protected abstract void Close();

    /// <summary>What was received, noted where it is the peer's end; the first that is seen stays.</summary>
    protected Received Noted(Received received)
    {
        if (PeerClosing == PeerClosing.None)
        {
            PeerClosing = received switch
            {
                Received.Fin => PeerClosing.Fin,
                Received.Reset => PeerClosing.Reset,
                _ => PeerClosing.None,
            };
        }

        return received;
    }

    /// <summary>A FIN lets a send pass: what refuses one is a reset, before it or by it.</summary>
    protected SendResult FailedSend()
    {
        if (IsAborted) return SendResult.Aborted;

        Noted(Received.Reset);
        return SendResult.ClosedByPeer;
    }

    protected ValueTask<SendResult> Sent()
    {
        SendsCompleted++;
        return new ValueTask<SendResult>(SendResult.Sent);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected async ValueTask<SendResult> FinishSendAsync(ValueTask writing)
    {
        try
        {
            await writing.ConfigureAwait(false);
            SendsCompleted++;
            return SendResult.Sent;
        }
        catch (Exception failure) when (IsOfTransport(failure))
        {
            return FailedSend();
        }
        catch (OperationCanceledException)
        {
            // Nobody knows how much of the request went out.
            Abort();
            throw;
        }
    }

    protected bool IsOfTransport(Exception failure) =>
        failure is IOException or SocketException or ObjectDisposedException || (IsAborted && failure is OperationCanceledException);
}
