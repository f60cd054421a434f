using HotPath.Analysis.Results;
using HotPath.Soak.Distributed;

namespace HotPath.Soak.Runs;

/// <summary>Makes each test of a master a run of its own, one after the other.</summary>
/// <param name="next">The next run, with a folder of its own.</param>
/// <param name="run">Makes a run, however it ends, and says its exit code; the token has what is in flight given up.</param>
/// <param name="worker">Who this worker is at the master.</param>
internal sealed class LedRuns(
    Func<RunRequest> next, Func<RunRequest, CancellationToken, Task<LedEnd>> run, Func<WorkerFigures> worker, IMasterReports reports, TimeProvider time) : IMasterOrders, IDisposable
{
    /// <summary>From the order to leave at once on; a master takes nothing in that comes half a second later.</summary>
    private static readonly TimeSpan LongestAtOnce = TimeSpan.FromMilliseconds(250);

    /// <summary>A master gives its workers 60 s to stop, unless it says otherwise.</summary>
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(50);

    private readonly List<int> _codes = [];
    private Lead? _lead;
    private Task _running = Task.CompletedTask;

    /// <summary>Of each run that has ended, in their order. Read when the last one has.</summary>
    public IReadOnlyList<int> Codes => _codes;

    /// <summary>Ends with the run that goes on, its reports included.</summary>
    public Task Finished => _running;

    public async Task BeginAsync(MasterSpawn spawn)
    {
        await _running.ConfigureAwait(false); // one that was given up may still be writing its report

        RunRequest request = next();
        _lead?.Dispose();
        Lead lead = new(request.Scenario, spawn, worker, reports);
        _lead = lead;
        _running = RunAsync(request with { Lead = lead }, lead);
        await Task.WhenAny(lead.Begun, _running).ConfigureAwait(false);
    }

    public void SetUsers(MasterSpawn spawn) => _lead?.Follow(spawn);

    public async Task EndAsync(bool atOnce)
    {
        if (_lead is not { } lead) return;

        lead.End();
        if (atOnce)
        {
            await lead.GiveUpAsync().ConfigureAwait(false);
            await Task.WhenAny(lead.Said, _running, Task.Delay(LongestAtOnce, time)).ConfigureAwait(false);
            return;
        }

        if (await Task.WhenAny(_running, Task.Delay(LongestDrain, time)).ConfigureAwait(false) != _running) await lead.GiveUpAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    public void Dispose() => _lead?.Dispose();

    private async Task RunAsync(RunRequest request, Lead lead)
    {
        LedEnd end = await run(request, lead.AtOnce).ConfigureAwait(false);
        _codes.Add(end.ExitCode);
        if (end.Problem is { } problem) reports.SendProblem($"HotPath: {problem}", problem);
    }
}

/// <param name="Problem">What kept it from being a run to its end; null: nothing did.</param>
internal readonly record struct LedEnd(int ExitCode, string? Problem = null);
