using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using HotPath.Recording;

namespace HotPath.Micro.Recording;

/// <summary>What one recorded duration costs the thread that records it.</summary>
[MemoryDiagnoser]
public class LatencyRecorderBenchmarks : IDisposable
{
    private const int Seed = 1_009;
    private const int ValueCount = 1_024; // 8 KiB: stays in the first cache beside the counts it meets

    private readonly long[] _values = Latencies.Create(ValueCount, Seed);
    private readonly int[] _indexes;
    private readonly long[] _sharedCounts = new long[HistogramLayout.BucketCount];
    private readonly LatencyRecorder _recorder = new(reservedShards: 1);

    private readonly Meter _meter = new("HotPath.Micro.Recording");
    private readonly MeterListener _listener = new();
    private readonly Histogram<long> _histogram;
    private readonly OpenTelemetryHistogram _openTelemetry = new("HotPath.Micro.Recording.OpenTelemetry");

    public LatencyRecorderBenchmarks()
    {
        _indexes = [.. _values.Select(HistogramLayout.IndexOf)];

        _histogram = _meter.CreateHistogram<long>("latency", "ns");
        _listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        _listener.EnableMeasurementEvents(_histogram);
        _listener.Start();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _openTelemetry.Dispose();
        _listener.Dispose();
        _meter.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a service would use: the framework's instrument, kept by OpenTelemetry in exponential buckets.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = ValueCount)]
    public Histogram<long> OpenTelemetryExponential()
    {
        Histogram<long> histogram = _openTelemetry.Histogram;
        foreach (long value in _values) histogram.Record(value);
        return histogram;
    }

    /// <summary>The framework's instrument with a listener that keeps nothing: the least that metrics cost before any bucket.</summary>
    [Benchmark(OperationsPerInvoke = ValueCount)]
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

    /// <summary>The floor: the bucket is known, only its count is raised.</summary>
    [Benchmark(OperationsPerInvoke = ValueCount)]
    public long[] KnownIndex()
    {
        long[] counts = _sharedCounts;
        foreach (int index in _indexes) counts[index]++;
        return counts;
    }

    /// <summary>In a loop the thread is looked up once, ahead of it.</summary>
    [Benchmark(OperationsPerInvoke = ValueCount)]
    public LatencyRecorder RecorderAnyThread()
    {
        LatencyRecorder recorder = _recorder;
        foreach (long value in _values) recorder.Record(value);
        return recorder;
    }

    /// <summary>From a method that records once, as handlers do: the thread is looked up each time, and the call is included.</summary>
    [Benchmark(OperationsPerInvoke = ValueCount)]
    public LatencyRecorder RecorderAnyThreadOneEachCall()
    {
        LatencyRecorder recorder = _recorder;
        foreach (long value in _values) RecordOne(recorder, value);
        return recorder;
    }

    [Benchmark(OperationsPerInvoke = ValueCount)]
    public LatencyWriter ThreadWriter()
    {
        LatencyWriter writer = _recorder.GetWriter();
        foreach (long value in _values) writer.Record(value);
        return writer;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RecordOne(LatencyRecorder recorder, long nanoseconds) => recorder.Record(nanoseconds);
}
