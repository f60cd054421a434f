using System.Runtime.Versioning;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>
/// The connections to one target, many requests on each: one more is opened when the requests that the target takes on each are there, up to
/// the limit; then requests wait in line. One is opened at a time, so that whoever waits for it finds how much room it brings. Any thread.
/// </summary>
[SupportedOSPlatform("linux"), SupportedOSPlatform("macos"), SupportedOSPlatform("windows")]
internal sealed class Http3Pool(Http3Connector connector, ConnectionSettings settings, ConnectionRecorder connections, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Http3Connection> _open = []; // the last one with room is used, so that the least are kept open
    private readonly Queue<Http3Wait> _waiting = new();
    private readonly CancellationTokenSource _over = new();
    private readonly long _mostIdle = Elapsed.Stamps(settings.Idle);
    private readonly long _mostAge = Elapsed.Stamps(settings.Lifetime);
    private bool _isConnecting;
    private bool _isClosed;

    /// <summary>A connection with a place for one request, at once or when it is this one's turn.</summary>
    /// <param name="recorder">Of the group whose request it is for.</param>
    /// <param name="now">The time stamp.</param>
    /// <param name="abort">Ends the wait.</param>
    /// <returns>With a connection that is to be given back, or none.</returns>
    public async ValueTask<Http3Place> RentAsync(GroupRecorder recorder, long now, CancellationToken abort)
    {
        Http3Wait wait;
        lock (_lock)
        {
            if (_isClosed) return new Http3Place(null, ChannelResult.Aborted, IsFirst: false);
            if (_waiting.Count == 0 && TryTake(recorder, now) is { } free) return free;

            wait = new Http3Wait(recorder);
            _waiting.Enqueue(wait);
            ConnectIfNeeded();
        }

        connections.Waiting.Up();
        try
        {
            using CancellationTokenRegistration aborting = abort.UnsafeRegister(static wait => ((Http3Wait)wait!).TryEnd(ChannelResult.Aborted), wait);
            return await wait.Ended.ConfigureAwait(false);
        }
        finally
        {
            connections.Waiting.Down();
        }
    }

    /// <summary>A request on it is over.</summary>
    /// <param name="now">The time stamp.</param>
    public void Return(Http3Connection connection, long now)
    {
        lock (_lock)
        {
            connection.Open--;
            connection.IdleSince = now;
            CloseIfDone(connection);
            ServeWaiting(); // where it was closed, there may be another
        }
    }

    /// <summary>The request for which it was rented was never on it.</summary>
    public void ReturnUnused(Http3Connection connection, long now)
    {
        connection.GiveBackRoom();
        Return(connection, now);
    }

    /// <summary>Ends every wait; from now on nobody gets a connection.</summary>
    public void CancelWaiting()
    {
        lock (_lock)
        {
            _isClosed = true;
            while (_waiting.TryDequeue(out Http3Wait? wait)) wait.TryEnd(ChannelResult.Aborted);
        }
    }

    /// <summary>Closes the connections, too, with what is open on them.</summary>
    public void Dispose()
    {
        if (_over.IsCancellationRequested) return;

        CancelWaiting();
        lock (_lock)
        {
            foreach (Http3Connection connection in _open.ToArray()) Close(connection, connection.End ?? ConnectionEnd.RunEnded);
        }

        _over.Cancel();
    }

    /// <summary>A connection has come by room, or will take no more requests.</summary>
    private void Changed(Http3Connection connection)
    {
        lock (_lock)
        {
            CloseIfDone(connection);
            ServeWaiting();
        }
    }

    private Http3Place? TryTake(GroupRecorder recorder, long now)
    {
        for (int place = _open.Count - 1; place >= 0; place--)
        {
            Http3Connection connection = _open[place];
            if (now - connection.OpenedAt > _mostAge) connection.RetiredFor ??= ConnectionEnd.Lifetime;
            else if (connection.Open == 0 && now - connection.IdleSince > _mostIdle) connection.RetiredFor ??= ConnectionEnd.Idle;

            if (connection.RetiredFor is not null || connection.IsLeaving || connection.End is not null)
            {
                CloseIfDone(connection);
            }
            else if (connection.TryTakeRoom())
            {
                connection.LastUser = recorder;
                connection.Requests++;
                connection.Open++;
                return new Http3Place(connection, ChannelResult.Ok, IsFirst: connection.Requests == 1);
            }
        }

        return null;
    }

    private void ServeWaiting()
    {
        while (_waiting.TryPeek(out Http3Wait? wait))
        {
            if (wait.IsOver)
            {
                _waiting.Dequeue();
                continue;
            }

            if (TryTake(wait.Recorder, time.GetTimestamp()) is not { } place) break;

            _waiting.Dequeue();
            if (wait.TryEnd(place)) continue;

            place.Connection!.GiveBackRoom(); // it was given up meanwhile
            place.Connection.Open--;
        }

        ConnectIfNeeded();
    }

    private void ConnectIfNeeded()
    {
        if (_isConnecting || _isClosed || _open.Count >= settings.Max || !_waiting.TryPeek(out Http3Wait? first)) return;

        _isConnecting = true;
        _ = ConnectAsync(first.Recorder);
    }

    private async Task ConnectAsync(GroupRecorder recorder)
    {
        CancellationToken over = _over.Token;
        await Task.Yield(); // out of the lock
        Http3Connection connection = new(Changed) { LastUser = recorder };
        Http3Wait[] hoping;
        lock (_lock) hoping = [.. _waiting];
        ChannelResult result = await connector.ConnectAsync(connection, over).ConfigureAwait(false);
        lock (_lock)
        {
            _isConnecting = false;
            if (result != ChannelResult.Ok)
            {
                foreach (Http3Wait wait in hoping) wait.TryEnd(result); // whoever came later tries again
            }
            else
            {
                _open.Add(connection);
                if (_isClosed) Close(connection, ConnectionEnd.RunEnded);
                else CloseIfDone(connection);
            }

            ServeWaiting();
        }
    }

    private void CloseIfDone(Http3Connection connection)
    {
        if (connection.IsLeaving) connection.RetiredFor ??= ConnectionEnd.PeerAsked;
        if (connection.End is { } ended) Close(connection, ended);
        else if (connection is { RetiredFor: { } why, Open: 0 }) Close(connection, why);
    }

    private void Close(Http3Connection connection, ConnectionEnd end)
    {
        if (!_open.Remove(connection)) return;

        connections.Closed(connection.LastUser, end, time.GetTimestamp() - connection.OpenedAt, connection.Requests);
        _ = connection.CloseAsync();
    }
}
