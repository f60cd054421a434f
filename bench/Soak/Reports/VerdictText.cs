using HotPath.Analysis.Results;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Reports;

/// <summary>What a verdict means, in words that terminal and report share.</summary>
internal static class VerdictText
{
    public static string Title(RunResult run) => run.Verdict switch
    {
        null => "NO VERDICT",
        { } verdict => Printable.Of(verdict).ToUpperInvariant(),
    };

    /// <returns>What a reader must know before any figure; empty for a whole run that passed or failed, far from any limit of its own.</returns>
    public static IReadOnlyList<string> Cautions(RunResult run)
    {
        List<string> cautions = [];
        foreach (WorkerPart worker in (run.Workers ?? []).Where(worker => !worker.Complete))
        {
            cautions.Add($"Not complete: the process of {worker.Node} ended, or goes on, {Figure.Seconds(worker.DurationSeconds)} into its measured time. Its figures reach as far as its last record.");
        }

        if (!run.Complete && run.Workers is null)
        {
            string until = run.RecordedSeconds is > 0 and { } seconds ? $", {Figure.Seconds(seconds)} into the measured time" : "";
            cautions.Add($"This run is not complete: it goes on, or it was killed. The figures reach as far as its last record{until}.");
        }

        if (run.Verdict is "void")
        {
            cautions.Add("A void run proves nothing about the target, whatever the figures say.");
        }

        foreach (ResumeFigures resume in run.Resumes ?? [])
        {
            cautions.Add($"Taken up again at {Figure.Seconds(resume.AtSeconds)}, {Figure.Seconds(resume.GapSeconds)} after its record ended: the gap, and what was in flight then, are in no figure.");
        }

        if (run.GatewayRestarts > 0)
        {
            cautions.Add($"The gateway was started again {(run.GatewayRestarts == 1 ? "once" : $"{Figure.Count(run.GatewayRestarts.Value)} times")} in mid-run; its own figures are those since then.");
        }

        if (run.Cost is { BudgetReached: true, Budget: { } budget })
        {
            cautions.Add($"Ended after {Figure.Seconds(run.DurationSeconds)}, for its budget of {Figure.Money(budget)} was spent: the verdict is about that time.");
        }
        else if (run.StoppedEarly)
        {
            cautions.Add($"Stopped by hand after {Figure.Seconds(run.DurationSeconds)}: the verdict is about that time.");
        }

        cautions.AddRange(LimitAudit.Cautions(run.Connections).Select(caution => caution.Text));
        return cautions;
    }
}
