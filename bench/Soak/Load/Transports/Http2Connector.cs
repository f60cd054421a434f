using System.Net.Sockets;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>Opens the connections of HTTP/2 when the handler asks for one, no more than are allowed, and counts them. Any thread.</summary>
#pragma warning disable CA1001 // A semaphore holds nothing unless its wait handle is asked for, and connections give their room back after the end.
internal sealed class Http2Connector
#pragma warning restore CA1001
{
    private readonly Connector _connector;
    private readonly SemaphoreSlim _room;
    private readonly Gauge _open;
    private int _unused;

    /// <param name="most">Open at once.</param>
    public Http2Connector(Connector connector, int most, Gauge open)
    {
        _connector = connector;
        _room = new SemaphoreSlim(most);
        _open = open;
    }

    /// <summary>
    /// The handler's callback. Where as many are open as may be, it waits for one to be closed; meanwhile the handler gives the
    /// waiting requests what streams come free. An SslStream is used by the handler as it is.
    /// </summary>
    /// <exception cref="IOException">No connection; the handler hands it to the request that waited.</exception>
    /// <exception cref="TimeoutException">None in the time allowed; likewise.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        GroupRecorder recorder = ((Http2Request)context.InitialRequestMessage).Recorder;
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        Http2Wire? wire = null;
        try
        {
            (Stream? stream, ChannelResult result) =
                await _connector.ConnectAsync(recorder, socket => wire = WireOver(socket, recorder), cancellationToken).ConfigureAwait(false);
            if (stream is null) throw ProblemOf(result, cancellationToken);

            Interlocked.Increment(ref _unused);
            return stream;
        }
        finally
        {
            if (wire is null) _room.Release(); // else the wire does, when it is closed
        }
    }

    public bool TryTakeUnused()
    {
        for (int seen = Volatile.Read(ref _unused); seen > 0; seen = Volatile.Read(ref _unused))
        {
            if (Interlocked.CompareExchange(ref _unused, seen - 1, seen) == seen) return true;
        }

        return false;
    }

    private static Exception ProblemOf(ChannelResult result, CancellationToken cancellationToken) => result switch
    {
        ChannelResult.ConnectTimedOut => new TimeoutException("No connection in the time allowed."),
        ChannelResult.Aborted => new OperationCanceledException(cancellationToken),
        _ => new IOException("No connection."),
    };

    private Http2Wire WireOver(Socket socket, GroupRecorder recorder)
    {
        _open.Up();
        return new Http2Wire(socket, WhenClosed, () => recorder.Counters.Add(Counter.ConnectionsClosedByPeer));
    }

    private void WhenClosed()
    {
        _open.Down();
        _room.Release();
    }
}
