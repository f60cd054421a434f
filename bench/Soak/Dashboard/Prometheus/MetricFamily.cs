namespace HotPath.Soak.Dashboard.Prometheus;

/// <summary>One metric with its samples, which are read when it is asked for.</summary>
/// <param name="Name">With its unit, and <c>_total</c> where it counts.</param>
/// <param name="Samples">Nothing where nothing of it is known.</param>
internal sealed record MetricFamily(string Name, string Type, string Help, Func<FeedSnapshot, IEnumerable<MetricSample>> Samples)
{
    public const string Counter = "counter";
    public const string Gauge = "gauge";
    public const string Histogram = "histogram";
    public const string Summary = "summary";

    public void WriteTo(ExpositionText text, FeedSnapshot feed, IReadOnlyList<(string Name, string Value)> common)
    {
        bool isBegun = false;
        foreach (MetricSample sample in Samples(feed))
        {
            if (!isBegun) text.Begin(Name, Type, Help);
            isBegun = true;
            text.Sample(Name + sample.Suffix, [.. common, .. sample.Labels], sample.Value);
        }
    }
}

/// <param name="Suffix">Of a histogram or a summary: <c>_bucket</c>, <c>_sum</c>, <c>_count</c>.</param>
internal readonly record struct MetricSample(double Value, string Suffix, IReadOnlyList<(string Name, string Value)> Labels)
{
    public static MetricSample Of(double value, params IReadOnlyList<(string Name, string Value)> labels) => new(value, "", labels);
}
