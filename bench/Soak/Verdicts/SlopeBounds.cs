using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>The interval around a slope that a limit names: an estimate alone is on this or that side of a limit by chance.</summary>
internal static class SlopeBounds
{
    private const string OfTrends = "trends.";
    private const string OfWatched = "watched.";
    private const string Slope = ".slopePerHour";
    private const string HeapSlope = ".heapSlopeMBPerHour";
    private const string RssSlope = ".rssSlopeMBPerHour";

    /// <param name="path">Of a number in <c>run.json</c>, as a limit names it.</param>
    /// <returns>Null where that is no slope, or one without an interval.</returns>
    public static (double Low, double High)? Of(string path, RunResult run) =>
        TrendOf(path) is { } name && run.Trends?.GetValueOrDefault(name) is { Low: { } low, High: { } high } ? (low, high) : null;

    private static string? TrendOf(string path)
    {
        if (path.EndsWith(HeapSlope, StringComparison.Ordinal)) return TrendNames.Of(ProcessOf(path[..^HeapSlope.Length]), TrendKind.Heap);
        if (path.EndsWith(RssSlope, StringComparison.Ordinal)) return TrendNames.Of(ProcessOf(path[..^RssSlope.Length]), TrendKind.Rss);
        return path.StartsWith(OfTrends, StringComparison.Ordinal) && path.EndsWith(Slope, StringComparison.Ordinal) ? path[OfTrends.Length..^Slope.Length] : null;
    }

    private static string ProcessOf(string path) => path.StartsWith(OfWatched, StringComparison.Ordinal) ? TrendNames.Watched(path[OfWatched.Length..]) : path;
}
