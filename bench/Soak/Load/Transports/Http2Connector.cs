using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>Opens the connections of HTTP/2 when the handler asks for one, no more than are allowed, and counts them. Any thread.</summary>
#pragma warning disable CA1001 // A semaphore holds nothing unless its wait handle is asked for, and connections give their room back after the end.
internal sealed class Http2Connector
#pragma warning restore CA1001
{
    /// <summary>Of a limit that the handler keeps by a clock of its own: what it closes so near to it, it closes for it.</summary>
    private const int PercentOfALimit = 95;

    private readonly Connector _connector;
    private readonly SemaphoreSlim _room;
    private readonly ConnectionRecorder _connections;
    private readonly long _mostIdle; // in stamps
    private readonly long _mostAge;
    private readonly TimeProvider _time;
    private volatile bool _isOver;
    private int _unused;

    public Http2Connector(Connector connector, ConnectionSettings settings, ConnectionRecorder connections, TimeProvider time)
    {
        _connector = connector;
        _room = new SemaphoreSlim(settings.Max);
        _connections = connections;
        _mostIdle = Elapsed.Stamps(settings.Idle) / 100 * PercentOfALimit;
        _mostAge = Elapsed.Stamps(settings.Lifetime) / 100 * PercentOfALimit;
        _time = time;
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
                await _connector.ConnectAsync(recorder, socket => wire = new Http2Wire(socket, _time, closed => WhenClosed(closed, recorder)), cancellationToken).ConfigureAwait(false);
            if (stream is null) throw ProblemOf(result, cancellationToken);

            _connections.Open.Up();
            wire!.IsEstablished = true;
            Interlocked.Increment(ref _unused);
            return stream;
        }
        finally
        {
            if (wire is null) _room.Release(); // else the wire does, when it is closed
        }
    }

    /// <summary>From now on connections are closed because the run is over.</summary>
    public void End() => _isOver = true;

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

    private void WhenClosed(Http2Wire wire, GroupRecorder recorder)
    {
        if (wire.IsEstablished) _connections.Closed(recorder, EndOf(wire), _time.GetTimestamp() - wire.OpenedAt, requests: null);
        _room.Release();
    }

    /// <summary>The handler does not say why it closes one. What no limit explains is put down to the peer's GOAWAY.</summary>
    private ConnectionEnd EndOf(Http2Wire wire)
    {
        if (wire.PeerEnd is { } peer) return peer;
        if (_isOver) return ConnectionEnd.RunEnded;

        long now = _time.GetTimestamp();
        if (now - wire.OpenedAt >= _mostAge) return ConnectionEnd.Lifetime;
        return now - wire.UsedAt >= _mostIdle ? ConnectionEnd.Idle : ConnectionEnd.PeerAsked;
    }
}
