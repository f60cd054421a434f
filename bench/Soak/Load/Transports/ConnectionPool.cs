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
    private readonly Gauge _open;
    private readonly long _mostIdle; // in stamps
    private readonly long _mostAge;
    private readonly TimeProvider _time;
    private int _taken;
    private bool _closed;

    public ConnectionPool(Connector connector, ConnectionSettings settings, Gauge open, TimeProvider time)
    {
        _connector = connector;
        _settings = settings;
        _open = open;
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

            if (IsUsable(idle, wait.Recorder, now))
            {
                wait.Recorder.Counters.Add(Counter.ConnectionsReused);
                return wait.GrantAtOnce(idle);
            }

            Close(idle);
            lock (_lock) _taken--;
        }
    }

    /// <summary>Takes back a connection whose last answer ended so that another may follow.</summary>
    /// <param name="now">The time stamp.</param>
    public void Return(PooledConnection connection, long now)
    {
        connection.IdleSince = now;
        if (IsTooOld(connection, now) || connection.Connection.RequestsSent >= _settings.Requests)
        {
            Discard(connection);
            return;
        }

        ConnectionWait? next;
        PooledConnection? outworn = null;
        bool isKept = false;
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out next) && !_closed)
            {
                isKept = true;
                _idle.Add(connection);
                if (IsTooOld(_idle[0], now))
                {
                    outworn = _idle[0];
                    _idle.RemoveAt(0);
                    _taken--;
                }
            }
        }

        if (outworn is not null) Close(outworn);

        if (next is null)
        {
            if (!isKept) Close(connection);
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
        }

        foreach (ConnectionWait wait in waiting) wait.Refuse(ChannelResult.Aborted);
        foreach (PooledConnection connection in idle) Close(connection);
    }

    private bool TryTakeIdle([NotNullWhen(true)] out PooledConnection? connection)
    {
        connection = _idle.Count > 0 ? _idle[^1] : null;
        if (connection is not null) _idle.RemoveAt(_idle.Count - 1);
        return connection is not null;
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
    public void Discard(PooledConnection connection)
    {
        Close(connection);
        ConnectionWait? next;
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out next))
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
                if (!_waiting.TryDequeue(out next)) _taken--;
            }

            refused.Refuse(result);
        }
    }

    private async ValueTask<(PooledConnection? Connection, ChannelResult Result)> TryConnectAsync(GroupRecorder recorder)
    {
        (Stream? stream, ChannelResult result) = await _connector.ConnectAsync(recorder, wireOf: null, CancellationToken.None).ConfigureAwait(false);
        if (stream is null) return (null, result);

        _open.Up();
        return (new PooledConnection(new Http1Connection(stream), _time.GetTimestamp()), ChannelResult.Ok);
    }

    private bool IsUsable(PooledConnection connection, GroupRecorder recorder, long now)
    {
        if (IsTooOld(connection, now)) return false;
        if (connection.Connection.IsIdleAndAlive()) return true;

        recorder.Counters.Add(Counter.ConnectionsClosedByPeer);
        return false;
    }

    private bool IsTooOld(PooledConnection connection, long now) =>
        now - connection.IdleSince > _mostIdle || now - connection.OpenedAt > _mostAge;

    private void Close(PooledConnection connection)
    {
        connection.Connection.Dispose();
        _open.Down();
    }
}
