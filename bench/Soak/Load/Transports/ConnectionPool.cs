using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using HotPath.Http;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>
/// The connections to one target. Last returned, first lent, so that the least are kept open; who finds none free and no room for
/// another waits in line. Any thread.
/// </summary>
internal sealed class ConnectionPool : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<PooledConnection> _idle = []; // lent from its end, so that those at its start have been idle longest
    private readonly Queue<ConnectionWait> _waiting = new();
    private readonly Connector _connector;
    private readonly ConnectionSettings _settings;
    private readonly ConnectionRecorder _connections;
    private readonly long _mostIdle; // in stamps
    private readonly long _mostAge;
    private readonly TimeProvider _time;
    private int _taken;
    private bool _closed;

    public ConnectionPool(Connector connector, ConnectionSettings settings, ConnectionRecorder connections, TimeProvider time)
    {
        _connector = connector;
        _settings = settings;
        _connections = connections;
        _mostIdle = Elapsed.Stamps(settings.Idle);
        _mostAge = Elapsed.Stamps(settings.Lifetime);
        _time = time;
    }

    /// <summary>A connection at once when one is idle or there is room for another, else when it is this one's turn.</summary>
    /// <param name="now">The time stamp.</param>
    public ValueTask<ChannelResult> RentAsync(ConnectionWait wait, long now)
    {
        while (true)
        {
            PooledConnection? idle;
            lock (_lock)
            {
                if (_closed) return new ValueTask<ChannelResult>(ChannelResult.Aborted);

                if (!TryTakeIdle(out idle))
                {
                    if (_taken == _settings.Max)
                    {
                        ValueTask<ChannelResult> turn = wait.Begin(); // before anybody else can find it in the queue
                        _waiting.Enqueue(wait);
                        _connections.Waiting.Up();
                        return turn;
                    }

                    _taken++;
                }
            }

            if (idle is null)
            {
                ValueTask<ChannelResult> connecting = wait.Begin();
                _ = ConnectAsync(wait);
                return connecting;
            }

            if (EndOf(idle, now) is not { } end)
            {
                wait.Recorder.Counters.Add(Counter.ConnectionsReused);
                return wait.GrantAtOnce(idle);
            }

            Close(idle, end);
            lock (_lock) _taken--;
        }
    }

    /// <summary>Takes back a connection whose last answer ended so that another may follow.</summary>
    /// <param name="now">The time stamp.</param>
    public void Return(PooledConnection connection, long now)
    {
        connection.IdleSince = now;

        // Over TLS asked here, so that the next receive is started on the thread where the last one ended. Where another thread sends, as that of
        // open loops and of users who pause, what TLS keeps for each thread to receive with would be dropped here and allocated there for each
        // request. A socket is asked when it is lent: a receive that starts then sees at once whether the peer has left.
        ConnectionEnd? ended = connection.Connection.RequestsSent >= _settings.Requests ? ConnectionEnd.Requests
            : _connector.IsSecure ? EndOf(connection, now)
            : LimitOf(connection, now);
        if (ended is { } end)
        {
            Discard(connection, end);
            return;
        }

        ConnectionWait? next;
        PooledConnection? outworn = null;
        bool isKept = false;
        lock (_lock)
        {
            if (!TryDequeue(out next) && !_closed)
            {
                isKept = true;
                _idle.Add(connection);
                _connections.Idle.Up();
                if (LimitOf(_idle[0], now) is not null)
                {
                    outworn = _idle[0];
                    _idle.RemoveAt(0);
                    _connections.Idle.Down();
                    _taken--;
                }
            }
        }

        if (outworn is not null) Close(outworn, EndOf(outworn, now) ?? ConnectionEnd.Idle);

        if (next is null)
        {
            if (!isKept) Close(connection, ConnectionEnd.RunEnded);
            return;
        }

        next.Recorder.Counters.Add(Counter.ConnectionsReused);
        Grant(next, connection);
    }

    /// <summary>Ends every wait and closes what is idle; what is lent is closed when it comes back.</summary>
    public void Dispose()
    {
        ConnectionWait[] waiting;
        PooledConnection[] idle;
        lock (_lock)
        {
            _closed = true;
            waiting = [.. _waiting];
            _waiting.Clear();
            idle = [.. _idle];
            _idle.Clear();
            foreach (PooledConnection _ in idle) _connections.Idle.Down();
            foreach (ConnectionWait _ in waiting) _connections.Waiting.Down();
        }

        foreach (ConnectionWait wait in waiting) wait.Refuse(ChannelResult.Aborted);
        long now = _time.GetTimestamp();
        foreach (PooledConnection connection in idle) Close(connection, EndOf(connection, now) ?? ConnectionEnd.RunEnded);
    }

    private bool TryTakeIdle([NotNullWhen(true)] out PooledConnection? connection)
    {
        connection = _idle.Count > 0 ? _idle[^1] : null;
        if (connection is null) return false;

        _idle.RemoveAt(_idle.Count - 1);
        _connections.Idle.Down();
        return true;
    }

    private bool TryDequeue([NotNullWhen(true)] out ConnectionWait? wait)
    {
        if (!_waiting.TryDequeue(out wait)) return false;

        _connections.Waiting.Down();
        return true;
    }

    /// <summary>Runs the waiter's next request on this thread, unless chains of such hand-overs have used up its stack.</summary>
    private static void Grant(ConnectionWait wait, PooledConnection connection)
    {
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            wait.Grant(connection);
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static pair => pair.wait.Grant(pair.connection), (wait, connection), preferLocal: false);
    }

    /// <summary>Closes a connection that cannot be used again. The next in line gets one of its own for the place.</summary>
    /// <param name="end">Why it cannot.</param>
    public void Discard(PooledConnection connection, ConnectionEnd end)
    {
        Close(connection, end);
        ConnectionWait? next;
        lock (_lock)
        {
            if (!TryDequeue(out next))
            {
                _taken--;
                return;
            }
        }

        _ = ConnectAsync(next);
    }

    /// <summary>Connects for <paramref name="wait"/>, and when that fails for whoever is next, until the place is used or nobody waits.</summary>
    private async Task ConnectAsync(ConnectionWait wait)
    {
        ConnectionWait? next = wait;
        while (next is not null)
        {
            (PooledConnection? connection, ChannelResult result) = await TryConnectAsync(next.Recorder).ConfigureAwait(false);
            if (connection is not null)
            {
                Grant(next, connection);
                return;
            }

            ConnectionWait refused = next;
            lock (_lock)
            {
                if (!TryDequeue(out next)) _taken--;
            }

            refused.Refuse(result);
        }
    }

    private async ValueTask<(PooledConnection? Connection, ChannelResult Result)> TryConnectAsync(GroupRecorder recorder)
    {
        (Stream? stream, ChannelResult result) = await _connector.ConnectAsync(recorder, wireOf: null, CancellationToken.None).ConfigureAwait(false);
        if (stream is null) return (null, result);

        _connections.Open.Up();
        return (new PooledConnection(new Http1Connection(stream), recorder, _time.GetTimestamp()), ChannelResult.Ok);
    }

    /// <summary>Why an idle connection cannot be used again; null: it can. The peer's end counts before our limits, for it came first.</summary>
    private ConnectionEnd? EndOf(PooledConnection connection, long now) => connection.Connection.IsIdleAndAlive()
        ? LimitOf(connection, now)
        : connection.Connection.PeerClosing switch
        {
            PeerClosing.Fin => ConnectionEnd.PeerFin,
            PeerClosing.Reset => ConnectionEnd.PeerReset,
            _ => ConnectionEnd.Error, // something came that nobody had asked for
        };

    private ConnectionEnd? LimitOf(PooledConnection connection, long now)
    {
        if (now - connection.OpenedAt > _mostAge) return ConnectionEnd.Lifetime;
        return now - connection.IdleSince > _mostIdle ? ConnectionEnd.Idle : null;
    }

    private void Close(PooledConnection connection, ConnectionEnd end)
    {
        connection.Connection.Dispose();
        _connections.Closed(connection.LastUser, end, _time.GetTimestamp() - connection.OpenedAt, connection.Connection.RequestsSent);
    }
}
