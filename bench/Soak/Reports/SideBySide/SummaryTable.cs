using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.SideBySide;

/// <summary>Several runs, a row each: how they ended.</summary>
internal static class SummaryTable
{
    public static ReportTable Of(IReadOnlyList<NamedRun> runs) => new(
        ["run", "verdict", ">finished", ">rate", ">errors", ">ttft p50", ">ttft p99", ">e2e p99"],
        [.. runs.Select(named => Row(named.Name, named.Run))]);

    /// <summary>Why runs did not pass, each with the run's name; empty when all did.</summary>
    public static IEnumerable<string> Reasons(IReadOnlyList<NamedRun> runs) =>
        runs.SelectMany(named => named.Run.Reasons.Select(reason => $"{named.Name}: {reason}"));

    private static string[] Row(string name, RunResult run) =>
    [
        name, VerdictText.Title(run), Figure.Count(run.Requests.Finished), Figure.Rate(run.Requests.RatePerSecond), Figure.Share(run.Requests.ErrorRate),
        Figure.Milliseconds(run.Latency.Ttft?.P50), Figure.Milliseconds(run.Latency.Ttft?.P99), Figure.Milliseconds(run.Latency.E2e?.P99),
    ];
}
