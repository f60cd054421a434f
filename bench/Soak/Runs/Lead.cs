using HotPath.Analysis.Results;
using HotPath.Soak.Distributed;
using HotPath.Soak.Distributed.Files;
using HotPath.Soak.Distributed.Statistics;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>What a test of a master is to one run: its users come from there, and its figures and files go there.</summary>
internal sealed class Lead : IDisposable
{
    private readonly Scenario _scenario;
    private readonly IMasterReports _reports;
    private readonly MasterClock _clock;
    private readonly Func<WorkerFigures> _worker;
    private readonly LedUsers _users = new();
    private readonly CancellationTokenSource _atOnce = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _allSaid = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FolderCopy? _copy; // once there is a folder with an interval in it

    /// <param name="worker">Who this worker is at the master; what the test itself adds is left out.</param>
    public Lead(Scenario scenario, MasterSpawn first, Func<WorkerFigures> worker, IMasterReports reports)
    {
        _scenario = scenario;
        _worker = worker;
        _reports = reports;
        _clock = MasterClock.By(first);
        Load = LedLoad.InPlaceOf(scenario.Load, _users, first.RunTime);
        Follow(first);
    }

    public LedLoad Load { get; }

    public WorkerFigures Figures => _worker() with { MostUsers = _users.Most, ClockOffsetSeconds = _clock.Ahead.TotalSeconds };

    /// <summary>Cancelled when the master does not wait: what is in flight is given up, and nothing else is waited for.</summary>
    public CancellationToken AtOnce => _atOnce.Token;

    /// <summary>Ends when the measured time has begun.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Ends when the last interval was told, its files included.</summary>
    public Task Said => _allSaid.Task;

    /// <summary>As many users as the master asks for, whatever it calls them: each has the scenario's workload.</summary>
    public void Follow(MasterSpawn spawn) => _users.Set(spawn.Users.Values.Sum());

    /// <summary>The test is over.</summary>
    public void End() => _users.End();

    public Task GiveUpAsync() => _atOnce.CancelAsync();

    /// <summary>Called when the measured time begins.</summary>
    /// <returns>Who is to be told of each interval.</returns>
    public IntervalStatistics Begin(DateTimeOffset startedAt)
    {
        _begun.TrySetResult();
        return new IntervalStatistics(_scenario.Workload, _clock, startedAt, _reports.Send);
    }

    /// <summary>Called after each interval, and when the run has its verdict, which a master that did not wait is not there for.</summary>
    public void SendFiles(ResultFolder folder)
    {
        if (AtOnce.IsCancellationRequested && Said.IsCompleted) return;

        _copy ??= new FolderCopy(folder.Path, _reports.SendFile);
        _copy.SendGrown();
    }

    /// <summary>Called after the last interval.</summary>
    public void AllSaid() => _allSaid.TrySetResult();

    public void Dispose() => _atOnce.Dispose();
}
