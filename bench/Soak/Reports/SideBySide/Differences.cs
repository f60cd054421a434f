using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.SideBySide;

/// <summary>What a reader must know before runs are held against each other.</summary>
internal static class Differences
{
    public static IReadOnlyList<string> Between(IReadOnlyList<NamedRun> runs)
    {
        List<string> cautions = [];
        AddWhereNotAlike(cautions, runs, "scenario", run => run.Scenario);
        AddWhereNotAlike(cautions, runs, "seed", run => run.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        AddWhereNotAlike(cautions, runs, "machine", run => $"{run.Environment.Processor ?? "unknown"}, {run.Environment.ProcessorCount} processors");
        AddWhereNotAlike(cautions, runs, "runtime", run => run.Environment.Runtime);
        AddWhereNotAlike(cautions, runs, "version of HotPath", run => run.Environment.Version);
        foreach (NamedRun run in runs.Where(run => run.Run.Verdict is not ("pass" or "fail")))
        {
            cautions.Add($"{run.Name} is {run.Run.Verdict ?? "without a verdict"}: its figures prove nothing about its target.");
        }

        cautions.Add("These are single runs: a small difference between two of them may be chance.");
        return cautions;
    }

    private static void AddWhereNotAlike(List<string> cautions, IReadOnlyList<NamedRun> runs, string what, Func<RunResult, string> of)
    {
        string[] found = [.. runs.Select(run => of(run.Run)).Distinct()];
        if (found.Length > 1) cautions.Add($"The {what} is not the same in all: {string.Join("; ", found)}.");
    }
}
