using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>How long the answers of each group took, from the fastest to the slowest.</summary>
internal static class GroupDistributions
{
    /// <returns>Without rows when nothing was measured.</returns>
    public static ReportTable Table(IReadOnlyDictionary<string, GroupFigures> groups) => new(
        ["e2e of", ">count", ">fastest", ">mean", ">p10", ">p25", ">p50", ">p75", ">p90", ">p95", ">p99", ">p99.9", ">p99.99", ">slowest"],
        [.. groups.Where(group => group.Value.E2e is { Count: > 0 }).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Row(group.Key, group.Value.E2e!))]);

    private static string[] Row(string name, LatencySummary e2e) =>
    [
        name, Figure.Count(e2e.Count),
        .. new[] { e2e.Min, e2e.Mean, e2e.P10, e2e.P25, e2e.P50, e2e.P75, e2e.P90, e2e.P95, e2e.P99, e2e.P999, e2e.P9999, e2e.Max }.Select(Figure.Number),
    ];
}
