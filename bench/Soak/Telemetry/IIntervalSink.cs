using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Soak.Telemetry;

/// <summary>Whoever wants each interval as it closes. Called by the sampler's thread alone, latencies first.</summary>
internal interface IIntervalSink
{
    /// <param name="interval">Borrowed until the call returns; never empty.</param>
    void OnLatency(Metric metric, TimeSpan start, TimeSpan length, HistogramSnapshot interval);

    /// <summary>The same of one group, where there are several.</summary>
    /// <param name="group">Its place in the workload, from 0.</param>
    void OnGroupLatency(int group, Metric metric, TimeSpan start, TimeSpan length, HistogramSnapshot interval)
    {
    }

    void OnInterval(IntervalResult interval);
}
