using BenchmarkDotNet.Attributes;
using HotPath.Recording;

namespace HotPath.Micro.Recording;

/// <summary>What the figures of an interval cost whoever reports them.</summary>
[MemoryDiagnoser]
public class HistogramSnapshotBenchmarks
{
    private const int Seed = 1_019;
    private const int ValueCount = 1_000_000;
    private const int Each = 100;

    private readonly HistogramSnapshot _snapshot = Latencies.CreateSnapshot(ValueCount, Seed, each: Each);
    private readonly HistogramSnapshot _sum = new();

    /// <summary>Of a hundred million values.</summary>
    [Benchmark]
    public long SixPercentiles()
    {
        HistogramSnapshot snapshot = _snapshot;
        return snapshot.ValueAtPercentile(50)
            + snapshot.ValueAtPercentile(75)
            + snapshot.ValueAtPercentile(90)
            + snapshot.ValueAtPercentile(99)
            + snapshot.ValueAtPercentile(99.9)
            + snapshot.ValueAtPercentile(99.99);
    }

    [Benchmark]
    public double Mean() => _snapshot.Mean;

    /// <summary>Into a sum that was emptied before; both steps are measured.</summary>
    [Benchmark]
    public HistogramSnapshot ClearAndAdd()
    {
        _sum.Clear();
        _sum.Add(_snapshot);
        return _sum;
    }

    [Benchmark]
    public HistogramSnapshot Add()
    {
        _sum.Add(_snapshot);
        return _sum;
    }
}
