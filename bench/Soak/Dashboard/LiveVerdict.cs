using HotPath.Analysis.Results;
using HotPath.Soak.Reports;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Dashboard;

/// <summary>What the run would come to if it ended now; once it has ended, what it came to.</summary>
/// <param name="Tone"><c>pass</c>, <c>fail</c>, <c>void</c> or <c>none</c>.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Summary">A sentence without figures: it is read aloud when it changes.</param>
/// <param name="Reasons">The weightiest first; before the end without what the limits say themselves.</param>
internal sealed record LiveVerdict(string Tone, string Title, string Summary, IReadOnlyList<string> Reasons, IReadOnlyList<LiveLimit> Limits)
{
    private const string NoTone = "none";

    public static LiveVerdict Of(FeedSnapshot feed) => feed switch
    {
        { Stage: RunStage.None, IsLast: false } => Without(feed, "NO RUN YET", "This page shows the next run as soon as it starts."),
        { Stage: RunStage.None } => Without(feed, "NO RUN", "The program ended before a run started."),
        { Stage: RunStage.Ended, Run.Verdict: not null } => Final(feed.Run),
        { Stage: RunStage.Ended } => Without(feed, "NO VERDICT", "The run ended before it could be judged; its terminal says why."),
        { Stage: RunStage.Starting } => Without(feed, "STARTING", "Nothing is measured yet."),
        { Run: null } => Without(feed, "WARMING UP", "Nothing is measured yet."),
        { Run.Requests.Finished: 0 } => Without(feed, "NO ANSWER YET", "Requests are due; none has finished."),
        _ => SoFar(feed, feed.Run),
    };

    private static LiveVerdict Without(FeedSnapshot feed, string title, string summary) =>
        new(NoTone, title, summary, [], [.. feed.Thresholds.Select(threshold => new LiveLimit(threshold.Expression, null, null))]);

    private static LiveVerdict Final(RunResult run) => new(
        run.Verdict is "pass" or "fail" or "void" ? run.Verdict : NoTone,
        VerdictText.Title(run),
        string.Join(' ', VerdictText.Cautions(run).Prepend(Kept([.. run.Thresholds.Select(limit => (bool?)limit.Passed)]))),
        run.Reasons,
        [.. run.Thresholds.Select(limit => new LiveLimit(limit.Expression, limit.Actual, limit.Passed))]);

    /// <summary>Judged as at the end, but that what was not measured yet is no failure.</summary>
    private static LiveVerdict SoFar(FeedSnapshot feed, RunResult run)
    {
        IReadOnlyList<ThresholdResult> results = [.. feed.Thresholds.Select(threshold => ThresholdEvaluator.Evaluate(threshold, run))];
        Threshold[] measured = [.. feed.Thresholds.Zip(results).Where(pair => pair.Second.Actual is not null).Select(pair => pair.First)];
        RunResult asIfOver = run with
        {
            Complete = true,
            Integrity = run.Integrity with { GatewayAgrees = run.Integrity.GatewayAgrees ?? true }, // compared at the end only
        };
        IReadOnlyList<string> findings = GeneratorAudit.Findings(run, feed.Troubles);
        RunJudgement judgement = RunVerdict.Judge(asIfOver, measured, findings);
        IReadOnlyList<string> reasons = RunVerdict.Judge(asIfOver, [], findings).Reasons; // how the limits stand is listed with them
        LiveLimit[] limits = [.. results.Select(result => new LiveLimit(result.Expression, result.Actual, result.Actual is null ? null : result.Passed))];
        string title = judgement.Verdict switch
        {
            "pass" => "PASSING SO FAR",
            "fail" => "FAILING SO FAR",
            _ => "VOID SO FAR",
        };
        string kept = Kept([.. limits.Select(limit => limit.IsKept)]);
        string summary = judgement.Verdict is "void" ? $"The generator, not the target, is the limit. {kept}" : kept;
        return new LiveVerdict(judgement.Verdict, title, summary, reasons, limits);
    }

    private static string Kept(IReadOnlyCollection<bool?> limits)
    {
        int broken = limits.Count(kept => kept == false);
        int open = limits.Count(kept => kept is null);
        if (limits.Count == 0) return "No limits are set.";
        if (broken > 0) return $"{broken} of {limits.Count} limits {(broken == 1 ? "is" : "are")} not kept.";

        return open > 0 ? $"{limits.Count - open} of {limits.Count} limits are kept, the others not measured yet." : $"All {limits.Count} limits are kept.";
    }
}
