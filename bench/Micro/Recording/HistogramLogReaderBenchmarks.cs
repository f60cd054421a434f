using BenchmarkDotNet.Attributes;
using HotPath.Recording;

namespace HotPath.Micro.Recording;

/// <summary>What a line of a log costs who adds its histograms up, as a report of a long run does.</summary>
[MemoryDiagnoser]
public class HistogramLogReaderBenchmarks
{
    private const int Seed = 1_031;
    private const int Lines = 256;

    private readonly HistogramSnapshot _interval = new();
    private readonly HistogramSnapshot _sum = new();
    private byte[] _log = null!;

    [Params(100, 10_000)]
    public int ValuesALine { get; set; }

    [GlobalSetup]
    public void Write()
    {
        using MemoryStream stream = new();
        using (HistogramLogWriter writer = new(stream))
        {
            writer.WriteHeader(DateTimeOffset.UnixEpoch, null);
            for (int line = 0; line < Lines; line++)
            {
                writer.Write("e2e", TimeSpan.FromSeconds(line), TimeSpan.FromSeconds(1), Latencies.CreateSnapshot(ValuesALine, Seed + line));
            }
        }

        _log = stream.ToArray();
    }

    [Benchmark(OperationsPerInvoke = Lines)]
    public HistogramSnapshot NewSnapshotEachLine()
    {
        _sum.Clear();
        using HistogramLogReader reader = new(new MemoryStream(_log));
        while (reader.Read() is { } entry) _sum.Add(entry.Snapshot);
        return _sum;
    }

    [Benchmark(OperationsPerInvoke = Lines)]
    public HistogramSnapshot OneSnapshot()
    {
        _sum.Clear();
        using HistogramLogReader reader = new(new MemoryStream(_log));
        while (reader.Read(_interval) is { } entry) _sum.Add(entry.Snapshot);
        return _sum;
    }
}
