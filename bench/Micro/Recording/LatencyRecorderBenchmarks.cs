using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using HotPath.Recording;

namespace HotPath.Micro.Recording;

/// <summary>What one recorded duration costs the thread that records it.</summary>
[MemoryDiagnoser]
public class LatencyRecorderBenchmarks : IDisposable
{
    private const int Seed = 1_009;
    private const int ValueCount = 1_024; // 8 KiB: stays in the first cache beside the counts it meets
    private const double MedianNanoseconds = 2e6;
    private const double Sigma = 0.5;

    private readonly long[] _values = new long[ValueCount];
    private readonly long[] _sharedCounts = new long[HistogramLayout.BucketCount];
    private readonly LatencyRecorder _recorder = new(reservedShards: 1);

    private readonly Meter _meter = new("HotPath.Micro.Recording");
    private readonly MeterListener _listener = new();
    private readonly Histogram<long> _histogram;

    public LatencyRecorderBenchmarks()
    {
        Random random = new(Seed);
        for (int i = 0; i < ValueCount; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            _values[i] = (long)(MedianNanoseconds * Math.Exp(Sigma * normal));
        }

        _histogram = _meter.CreateHistogram<long>("latency", "ns");
        _listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        _listener.EnableMeasurementEvents(_histogram);
        _listener.Start();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The framework's instrument with a listener that keeps nothing: the least that metrics cost before any bucket.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = ValueCount)]
    public Histogram<long> MetricsHistogram()
    {
        Histogram<long> histogram = _histogram;
        foreach (long value in _values) histogram.Record(value);
        return histogram;
    }

    /// <summary>The same buckets in one array for all threads, which then needs interlocked increments.</summary>
    [Benchmark(OperationsPerInvoke = ValueCount)]
    public long[] InterlockedArray()
    {
        long[] counts = _sharedCounts;
        foreach (long value in _values) Interlocked.Increment(ref counts[HistogramLayout.IndexOf(value)]);
        return counts;
    }

    [Benchmark(OperationsPerInvoke = ValueCount)]
    public LatencyRecorder RecorderAnyThread()
    {
        LatencyRecorder recorder = _recorder;
        foreach (long value in _values) recorder.Record(value);
        return recorder;
    }

    [Benchmark(OperationsPerInvoke = ValueCount)]
    public LatencyWriter ThreadWriter()
    {
        LatencyWriter writer = _recorder.GetWriter();
        foreach (long value in _values) writer.Record(value);
        return writer;
    }
}
