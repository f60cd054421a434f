using HotPath.Analysis.Results;

namespace HotPath.Soak.Distributed.Files;

/// <summary>What a master has of a worker's run.</summary>
internal static class WorkerRecord
{
    /// <summary>A master that quit did not wait for the verdict: nothing else is missing, so that the run is complete.</summary>
    public static RunResult WithItsEnd(RunResult run) => run.Worker is { TestEnded: true } ? run with { Complete = true } : run;
}
