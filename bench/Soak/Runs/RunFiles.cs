using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Runs;

/// <summary>Writes each interval as it closes, so that a run that is killed leaves all but its last second.</summary>
internal sealed class RunFiles : IIntervalSink, IDisposable
{
    private readonly ResultFolder _folder;
    private readonly LatencyLog _latencies;
    private readonly LatencyLog? _groups; // null: the one group's are those of the run
    private readonly Action<IntervalResult> _whenWritten;

    /// <param name="groups">Of the workload.</param>
    /// <param name="whenWritten">Called after each interval, on the sampler's thread.</param>
    public RunFiles(ResultFolder folder, DateTimeOffset startedAt, string scenario, int groups, Action<IntervalResult> whenWritten)
    {
        _folder = folder;
        _whenWritten = whenWritten;
        _latencies = new LatencyLog(folder, startedAt, $"HotPath soak '{scenario}': nanoseconds, a tag for each metric of run.json");
        if (groups > 1) _groups = new LatencyLog(folder, startedAt, $"HotPath soak '{scenario}': nanoseconds, a tag for each group's place in the workload and metric", ResultFileNames.GroupLog);
    }

    public void OnLatency(Metric metric, TimeSpan start, TimeSpan length, HistogramSnapshot interval) =>
        _latencies.Write(Metrics.KeyOf(metric), start, length, interval);

    public void OnGroupLatency(int group, Metric metric, TimeSpan start, TimeSpan length, HistogramSnapshot interval) =>
        _groups?.Write(Metrics.TagOf(group, metric), start, length, interval);

    public void OnInterval(IntervalResult interval)
    {
        _latencies.EndInterval();
        _groups?.EndInterval();
        _folder.Append(interval);
        _whenWritten(interval);
    }

    public void Dispose()
    {
        _latencies.Dispose();
        _groups?.Dispose();
    }
}
