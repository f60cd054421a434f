using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>Whether memory, handles and latencies stayed where they were, for both reports.</summary>
internal static class TrendTable
{
    public const string Heading = "Trends";

    public const string Note =
        "What failed is significant (p below 0.01, corrected for autocorrelation), all of its interval lies beyond the budget, and it still goes on in the last third. " +
        "Slopes are by Theil-Sen, all figures an hour; docs/trends.md says how. A change of level is a dotted line in the plots.";

    /// <returns>Without rows when no trend was judged.</returns>
    public static ReportTable Of(RunResult run) => new(
        ["series", "verdict", ">slope, an hour", ">interval of 99 %", ">budget", ">last third", "remark"],
        [.. TrendsOf(run).Select(trend => RowOf(trend.Key, trend.Value))]);

    /// <returns>A sentence for each series that took another level, in the order of their first time.</returns>
    public static IReadOnlyList<string> LevelChanges(RunResult run) =>
    [
        .. TrendsOf(run).Where(trend => trend.Value.ChangePoints.Count > 0).OrderBy(trend => trend.Value.ChangePoints[0].AtSeconds).Select(trend =>
            $"{Printable.Of(trend.Key)} took another level: {string.Join("; ", trend.Value.ChangePoints.Select(change => DescribeChange(change, trend.Value.Unit)))}"),
    ];

    private static IEnumerable<KeyValuePair<string, TrendFigures>> TrendsOf(RunResult run) => run.Trends ?? new Dictionary<string, TrendFigures>();

    private static string[] RowOf(string name, TrendFigures trend) =>
    [
        Printable.Of(name),
        VerdictOf(trend),
        Amount(trend.SlopePerHour, trend.Unit),
        trend is { Low: { } low, High: { } high } ? $"{Figure.Number(low)} to {Figure.Number(high)}" : Figure.None,
        Amount(trend.BudgetPerHour, trend.Unit),
        Figure.Number(trend.LastThirdPerHour),
        trend.Reason ?? (trend.OneOffSteps > 0 ? $"without {trend.OneOffSteps} of its steps, which happened once" : ""),
    ];

    private static string VerdictOf(TrendFigures trend) => trend.Verdict switch
    {
        _ when trend.Fails => $"FAILED: {trend.Verdict}",
        "cannotSay" => "cannot say",
        _ => trend.Verdict,
    };

    private static string DescribeChange(LevelChange change, string unit) =>
        $"at {Figure.Seconds(change.AtSeconds)} from {Figure.Number(change.From)} to {Amount(change.To, unit)}";

    private static string Amount(double? value, string unit) => value is null || unit.Length == 0 ? Figure.Number(value) : $"{Figure.Number(value)} {(unit == "MB" ? "MiB" : unit)}";
}
