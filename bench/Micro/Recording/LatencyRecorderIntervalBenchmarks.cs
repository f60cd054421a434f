using BenchmarkDotNet.Attributes;
using HotPath.Recording;

namespace HotPath.Micro.Recording;

/// <summary>What it costs to take an interval of a recorder, by the number of threads that recorded in it.</summary>
[MemoryDiagnoser]
public class LatencyRecorderIntervalBenchmarks
{
    private const int Seed = 1_013;
    private const int ValuesEach = 100_000;

    private readonly LatencyRecorder _recorder = new();
    private readonly HistogramSnapshot _snapshot = new();
    private readonly HistogramSnapshot _whole = new();

    [Params(1, 2, 8)]
    public int Shards { get; set; }

    /// <summary>The threads are alive together, or the later would take the shards of the earlier, and stay until every shard is there.</summary>
    [GlobalSetup]
    public void Record()
    {
        using Barrier allRecorded = new(Shards);
        Thread[] threads = new Thread[Shards];
        for (int i = 0; i < Shards; i++)
        {
            long[] values = Latencies.Create(ValuesEach, Seed + i);
            threads[i] = new Thread(() =>
            {
                foreach (long value in values) _recorder.Record(value);
                allRecorded.SignalAndWait();
            });
            threads[i].Start();
        }

        foreach (Thread thread in threads) thread.Join();
        _recorder.CopyTo(_whole);
        if (_whole.Count != (long)Shards * ValuesEach) throw new InvalidOperationException($"{_whole.Count} of {Shards * ValuesEach} values were counted.");
    }

    [Benchmark]
    public HistogramSnapshot TakeInterval()
    {
        _recorder.TakeInterval(_snapshot);
        return _snapshot;
    }

    [Benchmark]
    public HistogramSnapshot CopyTo()
    {
        _recorder.CopyTo(_snapshot);
        return _snapshot;
    }
}
