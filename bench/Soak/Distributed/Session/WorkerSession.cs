using System.Threading.Channels;
using HotPath.Soak.Distributed.Messages;

namespace HotPath.Soak.Distributed.Session;

/// <summary>
/// What a worker does upon what its master says, what becomes of the connection, and the time. All of it by one loop, one event after the other; the outbox is
/// where its answers go.
/// </summary>
internal sealed class WorkerSession
{
    /// <summary>A master answers a worker that is ready, since Locust 2.10. One that does not may still hold a connection of the same id that is dead.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    /// <summary>How long a master is looked for: sixty tries of a Locust worker.</summary>
    private static readonly TimeSpan MasterWithin = TimeSpan.FromMinutes(5);

    /// <summary>Silence of a master that did send heartbeats: since Locust 2.19.</summary>
    private static readonly TimeSpan MasterSilence = TimeSpan.FromSeconds(60);

    /// <summary>A process that stood still for longer is soon removed by its master, who then stumbles over what it says.</summary>
    private static readonly TimeSpan OwnSilence = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

    private readonly Channel<SessionEvent> _events = Channel.CreateUnbounded<SessionEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly LocustMessages _messages;
    private readonly Outbox _outbox;
    private readonly MasterReports _reports;
    private readonly OrderLine _orders;
    private readonly MasterConnections _connections;
    private readonly ProcessShare _process;
    private readonly TimeProvider _time;
    private readonly Action<string> _say;

    private int _connection; // 0: there is none
    private bool _isReopening;
    private bool _isMissed; // said that there is no master
    private double _lastSpawn = double.NegativeInfinity;
    private long? _masterHeardAt;
    private long _beatAt;

    public WorkerSession(
        LocustMessages messages,
        Outbox outbox,
        MasterReports reports,
        IMasterOrders load,
        Func<CancellationToken, Task<LinkOpening>> open,
        TimeProvider time,
        Action<string> say)
    {
        (_messages, _outbox, _reports, _time, _say) = (messages, outbox, reports, time, say);
        _orders = new OrderLine(load, reports, messages, outbox, time, () => Tell(new SessionEvent(SessionEventKind.OrderDone)));
        _connections = new MasterConnections(open, outbox, Tell, time);
        _process = new ProcessShare(time);
        _beatAt = time.GetTimestamp();
    }

    /// <summary>The number by which the master counts its workers, from 0; null: not known yet.</summary>
    public int? Index { get; private set; }

    public bool IsConnected => _connection != 0;

    public async Task<WorkerEnd> RunAsync(CancellationToken stop)
    {
        using ITimer beat = _time.CreateTimer(_ => Tell(new SessionEvent(SessionEventKind.Beat)), null, BeatEvery, BeatEvery);
        using CancellationTokenRegistration asked = stop.Register(() => Tell(new SessionEvent(SessionEventKind.StopAsked)));
        await foreach (SessionEvent happened in _events.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (Handle(happened) is { } end) return end;
        }

        throw new InvalidOperationException("The events of a worker ended before the worker did.");
    }

    /// <summary>Connects again and again. A failure of it ends the session.</summary>
    public async Task ConnectAsync(CancellationToken end)
    {
        try
        {
            await _connections.RunAsync(end).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            _events.Writer.TryComplete(failure);
            throw;
        }
    }

    private void Tell(SessionEvent happened) => _events.Writer.TryWrite(happened);

    /// <returns>Null: the session goes on.</returns>
    private WorkerEnd? Handle(SessionEvent happened)
    {
        switch (happened.Kind)
        {
            case SessionEventKind.Connected: OnConnected(happened.Connection); break;
            case SessionEventKind.Received when happened.Connection == _connection: OnReceived(happened.Message); break;
            case SessionEventKind.Lost when happened.Connection == _connection: OnLost(happened.Problem!); break;
            case SessionEventKind.NotReached: OnNotReached(happened.Problem!); break;
            case SessionEventKind.OrderDone: _orders.OnDone(); break;
            case SessionEventKind.StopAsked: _orders.Ask(new Order(OrderKind.Leave)); break;
            case SessionEventKind.Beat: return OnBeat() ?? EndOf();
        }

        return EndOf();
    }

    private WorkerEnd? EndOf() => _orders.End is { } reason ? new WorkerEnd(reason, null, _reports.Dropped) : null;

    private void OnConnected(int connection)
    {
        _connection = connection;
        _isMissed = false;
        if (_isReopening) _isReopening = false; // the master knows this worker
        else _orders.Ask(new Order(OrderKind.Register));
        _connections.Begin(connection);
    }

    private void OnNotReached(string problem)
    {
        if (_isReopening) OnLost(problem);
        else if (!_isMissed) _say($"The master cannot be reached yet ({problem}); it is tried each second.");
        _isMissed = true;
    }

    private void OnLost(string problem)
    {
        _say($"The master is lost ({problem}); it is tried each second.");
        _isMissed = true;
        _isReopening = false;
        _connection = 0;
        _lastSpawn = double.NegativeInfinity; // another master may have another clock
        _masterHeardAt = null;
        _orders.OnMasterLost();
        _reports.CountDropped(_outbox.Clear());
    }

    private void OnReceived(ReadOnlyMemory<byte> bytes)
    {
        if (!MasterMessage.TryRead(bytes.Span, out MasterMessage? message, out string? problem))
        {
            _say($"The master sent what cannot be read: {problem}. It is ignored.");
            return;
        }

        switch (message.Type)
        {
            case "ack": OnAccepted(message.Data); break;
            case "spawn": OnSpawn(message.Data); break;
            case "stop": _orders.Ask(new Order(OrderKind.Stop)); break;
            case "quit": _orders.Ask(new Order(OrderKind.Quit)); break;
            case "heartbeat": _masterHeardAt = _time.GetTimestamp(); break;
            case "reconnect": Reopen(); break;
        }
    }

    private void OnAccepted(object? data)
    {
        bool isNew = !_orders.IsKnown;
        _orders.OnAccepted();
        if (data is Dictionary<object, object?> members && members.GetValueOrDefault("index") is >= 0L and <= int.MaxValue and long index) Index = (int)index;
        if (isNew && _orders.IsKnown) _say(Index is null ? "The master took this worker in." : $"The master took this worker in, as number {Index}.");
    }

    private void OnSpawn(object? data)
    {
        if (!MasterSpawnReading.TryRead(data, _time.GetUtcNow(), out MasterSpawn? spawn, out string? problem))
        {
            _say($"The master's order of users cannot be read: {problem}. It is ignored.");
            return;
        }

        if (spawn.Timestamp <= _lastSpawn) return; // a newer one has overtaken it

        _lastSpawn = spawn.Timestamp;
        _orders.OnAccepted();
        if (_orders.IsKnown) _orders.Ask(new Order(OrderKind.Spawn, spawn));
    }

    private void Reopen()
    {
        _isReopening = true;
        _connections.Reopen(_connection);
    }

    private WorkerEnd? OnBeat()
    {
        long now = _time.GetTimestamp();
        TimeSpan still = _time.GetElapsedTime(_beatAt, now);
        _beatAt = now;
        if (!_orders.IsKnown && _orders.IsIdle && _time.GetElapsedTime(_orders.UnknownSince, now) >= MasterWithin)
        {
            return new WorkerEnd(WorkerEndReason.NoMaster, $"no master took this worker in within {MasterWithin.TotalMinutes:0} minutes", _reports.Dropped);
        }

        if (!IsConnected) return null;

        if (still > OwnSilence) GiveUp($"this process stood still for {still.TotalSeconds:0} s");
        else if (_orders.ReadySentAt is { } sentAt && _time.GetElapsedTime(sentAt, now) >= AnswerWithin) GiveUp($"no answer within {AnswerWithin.TotalSeconds:0} s");
        else if (_masterHeardAt is { } heardAt && _time.GetElapsedTime(heardAt, now) > MasterSilence) GiveUp($"no heartbeat for {MasterSilence.TotalSeconds:0} s");
        else if (_orders.IsKnown) _outbox.Add(_messages.Heartbeat(_orders.State, _process.ReadCpuPercent(), Environment.WorkingSet));

        return null;
    }

    private void GiveUp(string problem)
    {
        _connections.Drop(_connection);
        OnLost(problem);
    }
}
