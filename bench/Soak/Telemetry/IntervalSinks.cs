using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Soak.Telemetry;

/// <summary>Two that want each interval, told one after the other.</summary>
internal sealed class IntervalSinks(IIntervalSink first, IIntervalSink second) : IIntervalSink
{
    public void OnGroupCounts(int group, CounterSet soFar)
    {
        first.OnGroupCounts(group, soFar);
        second.OnGroupCounts(group, soFar);
    }

    public void OnLatency(Metric metric, TimeSpan start, TimeSpan length, HistogramSnapshot interval)
    {
        first.OnLatency(metric, start, length, interval);
        second.OnLatency(metric, start, length, interval);
    }

    public void OnGroupLatency(int group, Metric metric, TimeSpan start, TimeSpan length, HistogramSnapshot interval)
    {
        first.OnGroupLatency(group, metric, start, length, interval);
        second.OnGroupLatency(group, metric, start, length, interval);
    }

    public void OnInterval(IntervalResult interval)
    {
        first.OnInterval(interval);
        second.OnInterval(interval);
    }
}
