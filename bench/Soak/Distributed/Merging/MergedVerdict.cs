using HotPath.Analysis.Results;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Distributed.Merging;

/// <summary>Judges all workers together: limits on the figures of all, and what voids one voids the whole.</summary>
internal static class MergedVerdict
{
    public static RunResult Judge(RunResult run, WorkerFolders folders)
    {
        Threshold[] judged = [.. folders.Thresholds.Where(limit => !IsInNoLog(limit, run, folders))];
        Threshold[] unjudged = [.. folders.Thresholds.Except(judged)];
        RunJudgement judgement = RunVerdict.Judge(
            run, judged, [.. folders.Workers.SelectMany(WorkerVerdict.WhyVoid)], [.. folders.Workers.SelectMany(WorkerVerdict.WhatDrifts)]);
        ThresholdResult[] results = [.. folders.Thresholds.Select(limit => judgement.Thresholds.FirstOrDefault(result => result.Expression == limit.Expression) ?? new ThresholdResult(limit.Expression, null, Passed: false))];
        string[] reasons = [.. judgement.Reasons, .. unjudged.Select(Describe)];
        judgement = judgement.Verdict is "fail" ? RunJudgement.Fail(reasons, results)
            : reasons.Length > 0 ? RunJudgement.Void(reasons, results)
            : RunJudgement.Pass(results);
        return run with
        {
            Verdict = judgement.Verdict,
            ExitCode = judgement.ExitCode,
            Reasons = judgement.Reasons,
            Thresholds = judgement.Thresholds,
        };
    }

    /// <summary>A worker measured it, and the workers' files cannot be made one: a percentile of a tenant's answers, for one.</summary>
    private static bool IsInNoLog(Threshold limit, RunResult run, WorkerFolders folders) =>
        ThresholdEvaluator.Evaluate(limit, run).Actual is null && folders.Workers.Any(worker => worker.Judgement.Thresholds.Any(result => result.Expression == limit.Expression && result.Actual is not null));

    private static string Describe(Threshold limit) =>
        $"{limit.Expression} cannot be judged: its distribution is in no worker's log, so that of all cannot be had. See what each worker says of it in its own folder.";
}
