using HotPath.Soak.Distributed;

namespace HotPath.EndToEnd.Tests.Distributed;

/// <summary>A worker of this process, started.</summary>
internal sealed class RunningWorker : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<WorkerEnd> _running;

    public RunningWorker(WorkerAddress master, int seed, IReadOnlyDictionary<string, SentFigures> sent)
    {
        Worker = new LocustWorker(master, NodeId, reports => Load = new ScriptedLoad(reports, seed, sent), TimeProvider.System);
        _running = Worker.RunAsync(_stop.Token);
    }

    public string NodeId { get; } = LocustWorker.NewNodeId();

    public LocustWorker Worker { get; }

    public ScriptedLoad Load { get; private set; } = null!;

    public void Stop() => _stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAny(_running); // a failure of it is the test's to see
        _stop.Dispose();
    }

    public Task<WorkerEnd> EndAsync(CancellationToken cancellationToken) => _running.WaitAsync(cancellationToken);
}
