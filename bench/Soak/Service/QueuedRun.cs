using HotPath.Analysis.Results;
using HotPath.Soak.Runs;

namespace HotPath.Soak.Service;

/// <summary>One run of the service, from asked for to over. Any thread.</summary>
internal sealed class QueuedRun(RunRequest request, SoakRun run) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private volatile string _state = "queued";
    private volatile string? _problem;

    public string Id => request.Id;

    public bool HasEnded => _state is not ("queued" or "running");

    /// <summary>What is known of it now.</summary>
    public RunStatus Status => new(Id, _state, request.Scenario.Name, request.Folder, _problem, run.Current?.Verdict, run.Current);

    public void RequestStop() => _stop.Cancel();

    /// <summary>Runs to the end. What keeps it from starting is kept as its problem, not thrown.</summary>
    public async Task RunAsync(CancellationToken serviceEnds)
    {
        _state = "running";
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, serviceEnds);
        try
        {
            await run.RunAsync(stop.Token, serviceEnds).ConfigureAwait(false);
            if (run.NotUndone.Count > 0) _problem = string.Join(' ', run.NotUndone);
            _state = "finished";
        }
        catch (Exception problem) when (problem is RunRefusedException or ResultFolderException)
        {
            _problem = string.Join(' ', run.NotUndone.Prepend(problem.Message));
            _state = "refused";
        }
        catch (OperationCanceledException)
        {
            _state = "stopped";
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            _problem = $"{problem.GetType().Name}: {problem.Message}"; // the next run must have its turn all the same
            _state = "failed";
        }
    }

    public void Dispose() => _stop.Dispose();
}

/// <param name="State"><c>queued</c>, <c>running</c>, <c>finished</c>, <c>stopped</c> (before anything was measured) <c>refused</c> or <c>failed</c> (by a fault of our own).</param>
/// <param name="Folder">Its result folder.</param>
/// <param name="Problem">Why it was refused, and what its teardown could not take back.</param>
/// <param name="Verdict">Null until the run has one.</param>
/// <param name="Run">The figures so far, in the shape of run.json; null before the measured time.</param>
internal sealed record RunStatus(string Id, string State, string Scenario, string Folder, string? Problem, string? Verdict, RunResult? Run);
