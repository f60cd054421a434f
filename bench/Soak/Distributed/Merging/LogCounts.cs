using HotPath.Analysis.Results;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Distributed.Merging;

/// <summary>How many values the logs of a worker hold, by tag.</summary>
internal sealed class LogCounts
{
    private static readonly Telemetry.Metric[] Recorded = Enum.GetValues<Telemetry.Metric>();

    private readonly Dictionary<string, long> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _groups = new(StringComparer.Ordinal);

    private LogCounts()
    {
    }

    /// <summary>Why they could not be read; null where they could.</summary>
    public string? Problem { get; private init; }

    public static LogCounts Read(string folder, RunResult run)
    {
        LogCounts counts = new();
        try
        {
            Count(folder, run, ResultFileNames.LatencyLog, counts._whole);
            Count(folder, run, ResultFileNames.GroupLog, counts._groups);
            return counts;
        }
        catch (ResultFolderException problem)
        {
            return new LogCounts { Problem = problem.Message };
        }
    }

    /// <returns>What the run has and the logs do not hold, or the other way round: the largest difference of each log.</returns>
    public IEnumerable<string> Missing(RunResult run)
    {
        if (Problem is not null) yield break;

        if (Difference(_whole, Recorded.Select(metric => (Metrics.KeyOf(metric), CountIn(MetricCatalog.Run, $"latency.{Metrics.KeyOf(metric)}", run)))) is { } whole) yield return DescribeIn(ResultFileNames.LatencyLog, whole);
        if (run.Groups.Count < 2) yield break; // the one group's are those of the run

        IEnumerable<(string, long)> ofEach = run.Groups.Values.SelectMany((group, place) => Recorded.Select(metric => (Metrics.TagOf(place, metric), CountIn(MetricCatalog.Group, Metrics.KeyOf(metric), group))));
        if (Difference(_groups, ofEach) is { } ofGroups) yield return DescribeIn(ResultFileNames.GroupLog, ofGroups);
    }

    private static void Count(string folder, RunResult run, string log, Dictionary<string, long> counts) => LatencyLogReader.Visit(folder, run, entry =>
    {
        if (entry.Tag is null) return false;

        counts[entry.Tag] = counts.GetValueOrDefault(entry.Tag) + entry.Snapshot.Count;
        return true;
    }, log);

    private static (string Tag, long Held, long Expected)? Difference(Dictionary<string, long> held, IEnumerable<(string Tag, long Count)> expected) => expected
        .Select(each => (each.Tag, Held: held.GetValueOrDefault(each.Tag), Expected: each.Count))
        .Where(each => each.Held != each.Expected)
        .OrderByDescending(each => Math.Abs(each.Held - each.Expected))
        .Select(each => ((string, long, long)?)each)
        .FirstOrDefault();

    private static string DescribeIn(string log, (string Tag, long Held, long Expected) difference) =>
        $"{difference.Held:N0} values of {difference.Tag} in {log}, and {difference.Expected:N0} in {ResultFileNames.Run}";

    private static long CountIn(MetricCatalog catalog, string latency, object figures) => (long)(catalog.Find($"{latency}.count")!.Read(figures) ?? 0);
}
