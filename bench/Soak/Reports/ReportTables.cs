using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>The tables that <c>report.md</c> and <c>report.html</c> have alike.</summary>
internal static class ReportTables
{
    /// <returns>Without rows when nothing was measured.</returns>
    public static ReportTable Latency(LatencyFigures latency) => new(
        ["ms", ">count", ">min", ">mean", ">p10", ">p25", ">p50", ">p75", ">p90", ">p95", ">p99", ">p99.9", ">p99.99", ">max"],
        [.. LatencyRows.Of(latency).Select(row => (string[])[row.Name, Figure.Count(row.Summary.Count), .. Values(row.Summary)])]);

    public static ReportTable Groups(IReadOnlyDictionary<string, GroupFigures> groups) => new(
        ["group", ">finished", ">rate", ">a minute", ">errors", ">status", ">time-out", ">connection", ">check", ">truncated", ">corrupt", ">bytes", ">a request", ">ttft p50", ">ttft p99", ">e2e p50", ">e2e p99"],
        [.. groups.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => GroupRow(group.Key, group.Value))]);

    private static IEnumerable<string> Values(LatencySummary s) =>
        new[] { s.Min, s.Mean, s.P10, s.P25, s.P50, s.P75, s.P90, s.P95, s.P99, s.P999, s.P9999, s.Max }.Select(Figure.Number);

    private static string[] GroupRow(string name, GroupFigures group) =>
    [
        name, Figure.Count(group.Requests.Finished), Figure.Rate(group.Requests.RatePerSecond),
        Figure.PerMinute(group.Requests.RatePerSecond), Figure.Share(group.Requests.ErrorRate), Figure.Count(group.Requests.Errors?.Http),
        Figure.Count(group.Requests.Errors?.Timeout), Figure.Count(group.Requests.Errors?.Connection), Figure.Count(group.Requests.Errors?.Check),
        Figure.Count(group.Streams.Truncated), Figure.Count(group.Streams.Corrupt), Figure.Bytes(group.Streams.Bytes),
        Figure.Bytes(group.Requests.Finished > 0 ? (double)group.Streams.Bytes / group.Requests.Finished : null),
        Figure.Milliseconds(group.Ttft?.P50), Figure.Milliseconds(group.Ttft?.P99),
        Figure.Milliseconds(group.E2e?.P50), Figure.Milliseconds(group.E2e?.P99),
    ];
}
