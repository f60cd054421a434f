using System.Text;
using HotPath.Analysis.Results;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Dashboard.Prometheus;

/// <summary>Each latency of each group as a histogram in seconds; and the scenario's own metrics.</summary>
internal static class LatencyFamilies
{
    private static readonly double[] Quantiles = [0.5, 0.9, 0.95, 0.99];

    public static IReadOnlyList<MetricFamily> All { get; } =
    [
        .. Enum.GetValues<Metric>().Select(OfLatency),
        new("hotpath_own_metric", MetricFamily.Summary, "The scenario's own metrics that are distributions, since the measured time began.", Trends),
        new("hotpath_own_metric_ratio", MetricFamily.Gauge, "The scenario's own metrics that are shares, 0 to 1.", feed => Own(feed, metric => metric.Rate)),
        new("hotpath_own_metric_total", MetricFamily.Counter, "The scenario's own metrics that are sums.", feed => Own(feed, metric => metric.Sum)),
    ];

    /// <summary><c>ttftService</c> is <c>hotpath_ttft_service_seconds</c>.</summary>
    public static string NameOf(Metric metric)
    {
        StringBuilder name = new("hotpath_");
        foreach (char letter in Metrics.KeyOf(metric))
        {
            if (char.IsAsciiLetterUpper(letter)) name.Append('_');
            name.Append(char.ToLowerInvariant(letter));
        }

        return name.Append("_seconds").ToString();
    }

    private static MetricFamily OfLatency(Metric metric)
    {
        string key = Metrics.KeyOf(metric);
        return new MetricFamily(NameOf(metric), MetricFamily.Histogram, HelpOf(metric), feed =>
            feed.Buckets.Where(buckets => buckets.Latency == key).SelectMany(Samples));
    }

    private static string HelpOf(Metric metric)
    {
        string key = Metrics.KeyOf(metric);
        return key.EndsWith("Service", StringComparison.Ordinal)
            ? $"The latency {key} of run.json, from when a request was written."
            : $"The latency {key} of run.json; what a user waits for counts from when the request was due.";
    }

    private static IEnumerable<MetricSample> Samples(LatencyBuckets buckets)
    {
        (string, string) group = ("group", buckets.Group);
        for (int i = 0; i < LatencyBuckets.Bounds.Count; i++)
        {
            yield return new MetricSample(buckets.AtOrBelow[i], "_bucket", [group, ("le", ExpositionText.Number(LatencyBuckets.Bounds[i]))]);
        }

        yield return new MetricSample(buckets.Count, "_bucket", [group, ("le", "+Inf")]);
        yield return new MetricSample(buckets.SumSeconds, "_sum", [group]);
        yield return new MetricSample(buckets.Count, "_count", [group]);
    }

    private static IEnumerable<MetricSample> Trends(FeedSnapshot feed)
    {
        foreach ((string name, OwnMetricFigures metric) in feed.Run?.Metrics ?? new Dictionary<string, OwnMetricFigures>())
        {
            if (metric.P50 is null) continue;

            double?[] values = [metric.P50, metric.P90, metric.P95, metric.P99];
            foreach ((int i, double quantile) in Quantiles.Index())
            {
                yield return MetricSample.Of(values[i]!.Value, ("metric", name), ("quantile", ExpositionText.Number(quantile)));
            }

            yield return new MetricSample(metric.Mean!.Value * metric.Count, "_sum", [("metric", name)]);
            yield return new MetricSample(metric.Count, "_count", [("metric", name)]);
        }
    }

    private static IEnumerable<MetricSample> Own(FeedSnapshot feed, Func<OwnMetricFigures, double?> valueOf) =>
        from metric in feed.Run?.Metrics ?? new Dictionary<string, OwnMetricFigures>()
        where valueOf(metric.Value) is not null
        select MetricSample.Of(valueOf(metric.Value)!.Value, ("metric", metric.Key));
}
