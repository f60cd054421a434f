using HotPath.Soak.Distributed.Messages;

namespace HotPath.Soak.Distributed.Session;

/// <summary>
/// Does what a worker is to do, one after the other, and says before and after what the master has to know. Nothing is said that a master who does not know
/// this worker would stumble over. For one thread; what the load is asked for runs beside it.
/// </summary>
/// <param name="done">Called by any thread when what was asked for is done; the owner then calls <see cref="OnDone"/>.</param>
internal sealed class OrderLine(IMasterOrders load, MasterReports reports, LocustMessages messages, Outbox outbox, TimeProvider time, Action done)
{
    private readonly Queue<Order> _waiting = new();
    private Order? _current;
    private Task _work = Task.CompletedTask;
    private bool _isTestOn;
    private IReadOnlyDictionary<string, int> _users = new Dictionary<string, int>();
    private long _droppedSaid;

    /// <summary>As the master calls it.</summary>
    public string State { get; private set; } = WorkerState.Ready;

    /// <summary>Whether the master took this worker in, over the connection that there is.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>When the master was last told that this worker is ready, while it has not answered yet.</summary>
    public long? ReadySentAt { get; private set; }

    /// <summary>Since when no master knows this worker.</summary>
    public long UnknownSince { get; private set; } = time.GetTimestamp();

    public bool IsIdle => _current is null && _waiting.Count == 0;

    /// <summary>Nothing is left to be done, ever; null: there may be more.</summary>
    public WorkerEndReason? End { get; private set; }

    /// <summary>Whether the end has been asked for.</summary>
    public bool IsLeaving { get; private set; }

    public void Ask(Order order)
    {
        if (IsLeaving) return;

        if (order.Kind is OrderKind.Quit or OrderKind.Leave)
        {
            IsLeaving = true;
            _waiting.Clear(); // a test that would only begin
        }

        _waiting.Enqueue(order);
        Go();
    }

    /// <summary>The master has answered, or given an order, which says the same.</summary>
    public void OnAccepted()
    {
        if (ReadySentAt is null) return;

        IsKnown = true;
        ReadySentAt = null;
    }

    /// <summary>Whoever was the master is not any more: its test is over. What was not begun is forgotten, but for the end.</summary>
    public void OnMasterLost()
    {
        ForgetMaster();
        reports.Close();
        Order[] ending = [.. _waiting.Where(order => order.Kind is OrderKind.Quit or OrderKind.Leave)];
        _waiting.Clear();
        if (_isTestOn && _current is null or { Kind: OrderKind.Spawn } && ending.Length == 0) _waiting.Enqueue(new Order(OrderKind.Abandon));
        foreach (Order order in ending) _waiting.Enqueue(order);

        Go();
    }

    /// <exception cref="Exception">What the load threw, after the master was told.</exception>
    public void OnDone()
    {
        Order order = _current!.Value;
        _current = null;
        if (!_work.IsCompletedSuccessfully)
        {
            string cause = _work.Exception?.GetBaseException().Message ?? "it was cancelled";
            if (IsKnown) outbox.Add(messages.Problem($"the worker failed: {cause}", "what it was asked for could not be done"));
            SayQuit();
            _work.GetAwaiter().GetResult();
        }

        Finish(order);
        Go();
    }

    private void Go()
    {
        while (_current is null && _waiting.TryDequeue(out Order order))
        {
            _work = StartAsync(order);
            if (_work.IsCompletedSuccessfully)
            {
                Finish(order);
                continue;
            }

            _current = order;
            _work.ContinueWith((_, _) => done(), null, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    // Nothing comes after what the load is asked for: it would run on another thread.
    private async Task StartAsync(Order order)
    {
        switch (order.Kind)
        {
            case OrderKind.Register:
                ReadySentAt = time.GetTimestamp();
                outbox.Add(messages.Ready());
                break;
            case OrderKind.Spawn:
                await SpawnAsync(order.Spawn!).ConfigureAwait(false);
                break;
            default:
                SetUsers(_users.ToDictionary(user => user.Key, _ => 0)); // before the last report: a master waits until there are none
                if (_isTestOn) await load.EndAsync(atOnce: order.Kind == OrderKind.Quit).ConfigureAwait(false);
                break;
        }
    }

    private Task SpawnAsync(MasterSpawn spawn)
    {
        outbox.Add(messages.Spawning());
        State = WorkerState.Spawning;
        if (_isTestOn)
        {
            load.SetUsers(spawn);
            return Task.CompletedTask;
        }

        _isTestOn = true;
        _droppedSaid = reports.Dropped;
        SetUsers(spawn.Users.ToDictionary(user => user.Key, _ => 0));
        reports.Open();
        return load.BeginAsync(spawn);
    }

    private void Finish(Order order)
    {
        switch (order.Kind)
        {
            case OrderKind.Register:
                break;
            case OrderKind.Spawn:
                SetUsers(order.Spawn!.Users);
                State = WorkerState.Running;
                if (IsKnown) outbox.Add(messages.SpawningComplete(_users));
                break;
            default:
                EndTest(order.Kind);
                break;
        }
    }

    private void EndTest(OrderKind why)
    {
        if (_isTestOn && IsKnown) SayDropped();
        _isTestOn = false;
        reports.Close();
        State = WorkerState.Ready;
        if (why == OrderKind.Stop && IsKnown)
        {
            outbox.Add(messages.Stopped()); // the master forgets this worker until it reads the next
            outbox.Add(messages.Ready());
        }
        else if (why is OrderKind.Quit or OrderKind.Leave)
        {
            SayQuit();
            End = why == OrderKind.Quit ? WorkerEndReason.MasterQuit : WorkerEndReason.Stopped;
        }
    }

    private void SetUsers(IReadOnlyDictionary<string, int> users)
    {
        _users = users;
        reports.SetUsers(users);
    }

    private void ForgetMaster()
    {
        if (IsKnown) UnknownSince = time.GetTimestamp();
        IsKnown = false;
        ReadySentAt = null;
    }

    private void SayQuit()
    {
        if (IsKnown) outbox.Add(messages.Quit());
    }

    private void SayDropped()
    {
        long dropped = reports.Dropped - _droppedSaid;
        if (dropped == 0) return;

        _droppedSaid += dropped;
        outbox.Add(messages.Problem($"{dropped} reports of a worker were dropped: its figures and files at the master lack them", "too much waited to be read by the master"));
    }
}
