using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Soak.Telemetry;

/// <summary>Whoever wants each interval as it closes. Called by the sampler's thread alone, counts first, then latencies.</summary>
internal interface IIntervalSink
{
    /// <param name="interval">Borrowed until the call returns; never empty.</param>
    void OnLatency(Metric metric, TimeSpan start, TimeSpan length, HistogramSnapshot interval);

    /// <summary>The same of one group, where there are several.</summary>
    /// <param name="group">Its place in the workload, from 0.</param>
    void OnGroupLatency(int group, Metric metric, TimeSpan start, TimeSpan length, HistogramSnapshot interval)
    {
    }

    /// <summary>Before the latencies: what was counted of a group up to the end of the interval.</summary>
    /// <param name="group">Its place in the workload, from 0.</param>
    /// <param name="soFar">Since the measured time began. Borrowed until the call returns.</param>
    void OnGroupCounts(int group, CounterSet soFar)
    {
    }

    void OnInterval(IntervalResult interval);
}
