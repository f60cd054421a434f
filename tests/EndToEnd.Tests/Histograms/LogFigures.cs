using System.Text.Json;
using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.EndToEnd.Tests.Histograms;

/// <summary>What is compared between readers of one log: a tag's figures over all its lines, in nanoseconds.</summary>
internal sealed record LogFigures(long Count, long P50, long P90, long P99, long P999, long Max)
{
    private const double NanosecondsPerMs = 1e6;

    /// <returns>By tag, as our own reader has them.</returns>
    public static Dictionary<string, LogFigures> OfLog(IEnumerable<HistogramLogEntry> log) =>
        log.GroupBy(entry => entry.Tag!).ToDictionary(tag => tag.Key, tag => Of(Sum(tag)));

    /// <returns>By metric, as <c>run.json</c> says them: in milliseconds, which are nanoseconds again once they are rounded.</returns>
    public static Dictionary<string, LogFigures> OfRun(string resultFolder)
    {
        using JsonDocument run = JsonDocument.Parse(File.ReadAllText(Path.Combine(resultFolder, ResultFileNames.Run)));
        return run.RootElement.GetProperty("latency").EnumerateObject()
            .Where(metric => metric.Value.ValueKind == JsonValueKind.Object)
            .ToDictionary(metric => metric.Name, metric => Of(metric.Value));
    }

    private static LogFigures Of(JsonElement summary)
    {
        return new LogFigures(
            summary.GetProperty("count").GetInt64(), Nanoseconds("p50"), Nanoseconds("p90"), Nanoseconds("p99"), Nanoseconds("p999"), Nanoseconds("max"));

        long Nanoseconds(string name) => (long)Math.Round(summary.GetProperty(name).GetDouble() * NanosecondsPerMs);
    }

    private static LogFigures Of(HistogramSnapshot values) => new(
        values.Count,
        values.ValueAtPercentile(50),
        values.ValueAtPercentile(90),
        values.ValueAtPercentile(99),
        values.ValueAtPercentile(99.9),
        values.Max);

    private static HistogramSnapshot Sum(IEnumerable<HistogramLogEntry> tag)
    {
        HistogramSnapshot sum = new(tag.First().Snapshot.Layout);
        foreach (HistogramLogEntry entry in tag) sum.Add(entry.Snapshot);
        return sum;
    }
}
