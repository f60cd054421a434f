using BenchmarkDotNet.Attributes;
using HotPath.Recording;

namespace HotPath.Micro.Recording;

/// <summary>Processor time a record, of all threads together, while a reader takes an interval each millisecond; the reader's is included.</summary>
[CpuTime]
[MemoryDiagnoser(displayGenColumns: false)]
public class LatencyRecorderThreadsBenchmarks
{
    private const int Seed = 1_033;
    private const int ValueCount = 1_024;
    private const int Rounds = 8_192; // some 8 million records, at most

    private readonly long[] _values = Latencies.Create(ValueCount, Seed);
    private RecordingCrew? _crew;

    public enum Way
    {
        ThreadWriter,
        AnyThread,
        OpenTelemetry,
    }

    [Params(Way.ThreadWriter, Way.AnyThread, Way.OpenTelemetry)]
    public Way Through { get; set; }

    [GlobalSetup(Target = nameof(OneThread))]
    public void StartOne() => Start(threads: 1);

    [GlobalSetup(Target = nameof(TwoThreads))]
    public void StartTwo() => Start(threads: 2);

    [GlobalSetup(Target = nameof(EightThreads))]
    public void StartEight() => Start(threads: 8);

    /// <summary>Fails the benchmark when a record was lost or counted twice.</summary>
    [GlobalCleanup]
    public void Stop() => _crew!.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = ValueCount * Rounds)]
    public void OneThread() => _crew!.Work();

    [Benchmark(OperationsPerInvoke = ValueCount * Rounds)]
    public void TwoThreads() => _crew!.Work();

    [Benchmark(OperationsPerInvoke = ValueCount * Rounds)]
    public void EightThreads() => _crew!.Work();

    private void Start(int threads) => _crew = Through switch
    {
        Way.ThreadWriter => RecorderCrew(threads, recorder =>
        {
            LatencyWriter writer = recorder.GetWriter();
            foreach (long value in _values) writer.Record(value);
        }),
        Way.AnyThread => RecorderCrew(threads, recorder =>
        {
            foreach (long value in _values) recorder.Record(value);
        }),
        _ => OpenTelemetryCrew(threads),
    };

    private static RecordingCrew RecorderCrew(int threads, Action<LatencyRecorder> recordAll)
    {
        LatencyRecorder recorder = new();
        HistogramSnapshot interval = new();
        HistogramSnapshot total = new();
        long taken = 0;
        return new RecordingCrew(
            threads,
            Rounds / threads,
            recordRound: () => recordAll(recorder),
            takeInterval: () =>
            {
                recorder.TakeInterval(interval);
                taken += interval.Count;
            },
            close: rounds =>
            {
                recorder.CopyTo(total);
                long expected = rounds * ValueCount;
                if (taken != expected || total.Count != expected)
                {
                    throw new InvalidOperationException($"{expected} values were recorded; the intervals have {taken}, the total {total.Count}.");
                }
            });
    }

    private RecordingCrew OpenTelemetryCrew(int threads)
    {
        OpenTelemetryHistogram openTelemetry = new($"HotPath.Micro.Recording.Threads{threads}");
        return new RecordingCrew(
            threads,
            Rounds / threads,
            recordRound: () =>
            {
                foreach (long value in _values) openTelemetry.Histogram.Record(value);
            },
            takeInterval: openTelemetry.Collect,
            close: _ => openTelemetry.Dispose());
    }
}
