using HotPath.Recording;

namespace HotPath.Soak.Telemetry;

/// <summary>How many values of one latency of one group were at or below each of <see cref="Bounds"/>, since the measured time began.</summary>
/// <param name="Latency">Its key in <c>run.json</c>.</param>
/// <param name="AtOrBelow">By the place of the bound; as exact as the histogram, three digits.</param>
/// <param name="SumSeconds">By the mean of bucket mid-points.</param>
internal sealed record LatencyBuckets(string Group, string Latency, IReadOnlyList<long> AtOrBelow, long Count, double SumSeconds)
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>In seconds, rising: from what a gap between tokens takes to the longest answers.</summary>
    public static IReadOnlyList<double> Bounds { get; } =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 120];

    public static LatencyBuckets Of(string group, Metric metric, HistogramSnapshot histogram)
    {
        long[] atOrBelow = new long[Bounds.Count];
        for (int i = 0; i < atOrBelow.Length; i++) atOrBelow[i] = histogram.CountAtOrBelow((long)(Bounds[i] * NanosecondsPerSecond));
        return new LatencyBuckets(group, Metrics.KeyOf(metric), atOrBelow, histogram.Count, histogram.Mean * histogram.Count / NanosecondsPerSecond);
    }
}
