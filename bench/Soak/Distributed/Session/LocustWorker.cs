using System.Text;
using HotPath.Soak.Distributed.Messages;
using HotPath.Soak.Distributed.Zmtp;

namespace HotPath.Soak.Distributed.Session;

/// <summary>A worker of a Locust master (2.10 or newer), for as long as one of the two wants it.</summary>
internal sealed class LocustWorker
{
    /// <summary>About a minute of a worker that sends much, while its master does not read.</summary>
    private const long MostWaitingBytes = 64 * 1024 * 1024;

    private const int MostIdBytes = byte.MaxValue;

    /// <summary>What the master gets to take the last that is said.</summary>
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(2);

    private readonly Outbox _outbox = new(MostWaitingBytes);
    private readonly WorkerSession _session;
    private readonly TimeProvider _time;

    /// <param name="nodeId">One that no worker of this master had before: see <see cref="WorkerName.New"/>.</param>
    /// <param name="load">Given what it reports to, the load's side.</param>
    /// <param name="say">A line for who started the worker; called by one thread at a time.</param>
    public LocustWorker(WorkerAddress master, string nodeId, Func<IMasterReports, IMasterOrders> load, TimeProvider time, Action<string>? say = null)
        : this(new DealerSocket(master, nodeId, time).OpenAsync, nodeId, load, time, say)
    {
    }

    /// <param name="open">Connects to the master; throws nothing but a cancellation.</param>
    public LocustWorker(Func<CancellationToken, Task<LinkOpening>> open, string nodeId, Func<IMasterReports, IMasterOrders> load, TimeProvider time, Action<string>? say = null)
    {
        int idBytes = Encoding.UTF8.GetByteCount(nodeId);
        if (idBytes is 0 or > MostIdBytes || nodeId[0] == '\0')
        {
            throw new ArgumentException($"The worker's id '{nodeId}' has {idBytes} bytes; 1 to {MostIdBytes} are expected, the first of them not 0.", nameof(nodeId));
        }

        LocustMessages messages = new(nodeId);
        Reports = new MasterReports(messages, _outbox);
        _session = new WorkerSession(messages, _outbox, Reports, load(Reports), open, time, say ?? (_ => { }));
        _time = time;
    }

    /// <summary>What the load's side reports to.</summary>
    public MasterReports Reports { get; }

    /// <summary>The number by which the master counts its workers, from 0; null: not known yet. Meant for the load's side, when it is given an order.</summary>
    public int? Index => _session.Index;

    /// <summary>Joins the master, follows it, and comes back when one of the two has had enough. Called once.</summary>
    /// <param name="stop">Ends a test in order, takes leave of the master and ends.</param>
    /// <exception cref="Exception">What the load's side threw.</exception>
    public async Task<WorkerEnd> RunAsync(CancellationToken stop)
    {
        using CancellationTokenSource end = new();
        Task connecting = Task.CompletedTask;
        try
        {
            Task<WorkerEnd> running = _session.RunAsync(stop);
            connecting = _session.ConnectAsync(end.Token);
            return await running.ConfigureAwait(false);
        }
        finally
        {
            _outbox.Complete();
            if (_session.IsConnected) await Task.WhenAny(connecting, Task.Delay(LeaveWithin, _time, CancellationToken.None)).ConfigureAwait(false);
            await end.CancelAsync().ConfigureAwait(false);
            await connecting.ConfigureAwait(false);
        }
    }
}
