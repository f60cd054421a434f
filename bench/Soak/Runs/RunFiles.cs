using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Runs;

/// <summary>Writes each interval as it closes, so that a run that is killed leaves all but its last second.</summary>
internal sealed class RunFiles : IIntervalSink, IDisposable
{
    private readonly ResultFolder _folder;
    private readonly LatencyLog _latencies;
    private readonly Action<IntervalResult> _whenWritten;

    /// <param name="whenWritten">Called after each interval, on the sampler's thread.</param>
    public RunFiles(ResultFolder folder, DateTimeOffset startedAt, string scenario, Action<IntervalResult> whenWritten)
    {
        _folder = folder;
        _whenWritten = whenWritten;
        _latencies = new LatencyLog(folder, startedAt, $"HotPath soak '{scenario}': nanoseconds, a tag for each metric of run.json");
    }

    public void OnLatency(Metric metric, TimeSpan start, TimeSpan length, HistogramSnapshot interval) =>
        _latencies.Write(Metrics.KeyOf(metric), start, length, interval);

    public void OnInterval(IntervalResult interval)
    {
        _latencies.EndInterval();
        _folder.Append(interval);
        _whenWritten(interval);
    }

    public void Dispose() => _latencies.Dispose();
}
