using System.Threading.Channels;
using HotPath.Soak.Distributed;
using HotPath.Soak.Distributed.Session;

namespace HotPath.EndToEnd.Tests.Distributed;

/// <summary>A worker of this process, started.</summary>
internal sealed class RunningWorker : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<WorkerEnd> _running;

    private readonly Channel<string> _said = Channel.CreateUnbounded<string>();

    public RunningWorker(WorkerAddress master, string nodeId, int seed, IReadOnlyDictionary<string, SentFigures> sent)
    {
        NodeId = nodeId;
        Worker = new LocustWorker(master, nodeId, reports => Load = new ScriptedLoad(reports, seed, sent), TimeProvider.System, line => _said.Writer.TryWrite(line));
        _running = Worker.RunAsync(_stop.Token);
    }

    public string NodeId { get; }

    public LocustWorker Worker { get; }

    public ScriptedLoad Load { get; private set; } = null!;

    public void Stop() => _stop.Cancel();

    /// <summary>Comes back when the worker says something with this in it, the next time.</summary>
    public async Task UntilSaidAsync(string words, CancellationToken cancellationToken)
    {
        while (!(await _said.Reader.ReadAsync(cancellationToken)).Contains(words, StringComparison.Ordinal))
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAny(_running); // a failure of it is the test's to see
        _stop.Dispose();
    }

    public Task<WorkerEnd> EndAsync(CancellationToken cancellationToken) => _running.WaitAsync(cancellationToken);
}
