using System.Collections.Concurrent;
using System.Threading.Channels;
using HotPath.Soak.Dashboard;
using HotPath.Soak.Reports;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Service;

/// <summary>The service's runs: one at a time, since two would measure each other. Any thread.</summary>
internal sealed class RunQueue(string resultsRoot, RunFeed feed, TimeProvider time) : BackgroundService
{
    /// <summary>Beyond these the oldest ended runs are forgotten here; their folders stay.</summary>
    private const int MostRemembered = 1_000;

    private readonly ConcurrentDictionary<string, QueuedRun> _runs = new();
    private readonly ConcurrentQueue<QueuedRun> _order = new();
    private readonly Channel<QueuedRun> _waiting = Channel.CreateUnbounded<QueuedRun>();
    private int _lastNumber;

    public IEnumerable<RunStatus> All => _order.Select(run => run.Status);

    public RunStatus Add(Scenario scenario)
    {
        string id = $"{RunName.Of(scenario.Name, time.GetUtcNow())}-{Interlocked.Increment(ref _lastNumber)}";
        RunRequest request = new(id, scenario, RunRequest.DefaultSeed, Path.Combine(resultsRoot, id), "dotnet run -c Release --project bench/Soak -- run scenario.json");
        QueuedRun run = new(request, new SoakRun(request, new SilentProgress(), feed, time));
        _runs[id] = run;
        _order.Enqueue(run);
        Forget();
        _waiting.Writer.TryWrite(run);
        return run.Status;
    }

    public RunStatus? Find(string id) => _runs.TryGetValue(id, out QueuedRun? run) ? run.Status : null;

    public bool Stop(string id)
    {
        if (!_runs.TryGetValue(id, out QueuedRun? run)) return false;

        run.RequestStop();
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (QueuedRun run in _waiting.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
        {
            await run.RunAsync(stoppingToken).ConfigureAwait(false);
            FormerRuns.Release();
        }
    }

    private void Forget()
    {
        while (_order.Count > MostRemembered && _order.TryPeek(out QueuedRun? oldest) && oldest.HasEnded && _order.TryDequeue(out oldest))
        {
            _runs.TryRemove(oldest.Id, out _);
            oldest.Dispose();
        }
    }
}
