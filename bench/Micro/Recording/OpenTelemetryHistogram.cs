using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace HotPath.Micro.Recording;

/// <summary>A histogram that OpenTelemetry keeps in base-2 exponential buckets, 160 at most, as its specification proposes.</summary>
/// <remarks>Collected only when asked, so that nothing but recording is measured. Give each its own name: meters of one name share their listeners.</remarks>
internal sealed class OpenTelemetryHistogram : IDisposable
{
    private readonly Meter _meter;
    private readonly MeterProvider _provider;

    public OpenTelemetryHistogram(string meterName)
    {
        _meter = new Meter(meterName);
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(meterName)
            .AddView("latency", new Base2ExponentialBucketHistogramConfiguration())
            .AddReader(new BaseExportingMetricReader(new NoExporter()) { TemporalityPreference = MetricReaderTemporalityPreference.Delta })
            .Build();
        Histogram = _meter.CreateHistogram<long>("latency", "ns");
    }

    public Histogram<long> Histogram { get; }

    /// <summary>Closes an interval: the counts since the last one are handed out and start again.</summary>
    public void Collect() => _provider.ForceFlush();

    public void Dispose()
    {
        _provider.Dispose();
        _meter.Dispose();
    }

    private sealed class NoExporter : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch) => ExportResult.Success;
    }
}
