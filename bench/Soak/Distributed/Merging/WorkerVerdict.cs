using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Distributed.Merging;

/// <summary>What a worker's own part comes to, and what of it the merged run must know.</summary>
internal static class WorkerVerdict
{
    /// <summary>As the worker was judged; one whose process ended before, by what it had recorded until then.</summary>
    public static RunJudgement Of(RunResult run, IReadOnlyList<Threshold> thresholds) => run is { Verdict: { } verdict, ExitCode: { } code }
        ? new RunJudgement(verdict, code, run.Reasons, run.Thresholds)
        : RunVerdict.Judge(run, thresholds, FindingsOf(run));

    /// <summary>Why its figures prove nothing about the target; empty where they stand, and where it was given no users.</summary>
    public static IEnumerable<string> WhyVoid(WorkerFolder worker)
    {
        if (worker is { Worker.MostUsers: 0, Run.Requests.Scheduled: 0 }) return [];

        // Limits are judged on the figures of all workers, and that its process ended is told of the merged run.
        IEnumerable<string> reasons = worker.Run.Verdict is null ? FindingsOf(worker.Run)
            : worker.Judgement.Verdict is "void" ? worker.Judgement.Reasons.Where(reason => !worker.Judgement.Thresholds.Any(limit => reason.StartsWith($"{limit.Expression} failed: ", StringComparison.Ordinal)))
            : [];
        return reasons.Select(reason => $"Worker {worker.Worker.Node}: {reason}");
    }

    /// <summary>What leaks or drifts as one worker alone can tell: whether its load was steady, and what its own process held.</summary>
    public static IEnumerable<string> WhatDrifts(WorkerFolder worker) => TrendFailures.Of(worker.Run).Select(reason => $"Worker {worker.Worker.Node}: {reason}");

    private static IReadOnlyList<string> FindingsOf(RunResult run) => [.. GeneratorAudit.Findings(run, GeneratorTroubles.None), .. GatewayAudit.Findings(run)];
}
