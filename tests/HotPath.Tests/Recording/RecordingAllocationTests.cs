using HotPath.Recording;

namespace HotPath.Tests.Recording;

public class RecordingAllocationTests
{
    private static readonly LatencyRecorder Recorder = new();
    private static readonly HistogramSnapshot Snapshot = new();
    private static readonly HistogramSnapshot Other = new();

    public static TheoryData<string> Cases => [.. Actions.Keys];

    private static Dictionary<string, Action> Actions { get; } = new()
    {
        ["LatencyRecorder.Record"] = () => Recorder.Record(12_345),
        ["LatencyRecorder.Record over range"] = () => Recorder.Record(long.MaxValue),
        ["LatencyRecorder.Record with a count"] = () => Recorder.Record(12_345, 7),
        ["LatencyWriter.Record"] = () => Recorder.GetWriter().Record(12_345),
        ["LatencyWriter.Record with a count"] = () => Recorder.GetWriter().Record(12_345, 7),
        ["LatencyRecorder.CopyTo"] = () => Recorder.CopyTo(Snapshot),
        ["LatencyRecorder.TakeInterval"] = () => Recorder.TakeInterval(Snapshot),
        ["HistogramSnapshot.Record"] = () => Snapshot.Record(12_345),
        ["HistogramSnapshot.Add"] = () => Other.Add(Snapshot),
        ["HistogramSnapshot.ValueAtPercentile"] = () => _ = Other.ValueAtPercentile(99.9),
        ["HistogramSnapshot.CountAtOrBelow"] = () => _ = Other.CountAtOrBelow(12_345),
        ["HistogramSnapshot figures"] = () => _ = (Other.Min, Other.Max, Other.Mean),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void SteadyState_AnyCall_AllocatesNothing(string name)
    {
        Action action = Actions[name];
        for (int i = 0; i < 50; i++) action();

        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < 200; i++) action();
        });

        Assert.Equal(0, allocated);
    }
    /// <summary>The framework's compressor cannot be reset: it is what a line costs, however many buckets the line holds.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(30_000)]
    public void LogWriter_AnyNumberOfBuckets_AllocatesForALineTheSameFewBytes(int buckets)
    {
        HistogramSnapshot snapshot = new();
        for (int bucket = 0; bucket < buckets; bucket++) snapshot.Record(snapshot.Layout.LowestOf(bucket), bucket + 1);
        using HistogramLogWriter log = new(Stream.Null);
        log.Write("ttft", TimeSpan.Zero, TimeSpan.FromSeconds(1), snapshot);

        long allocated = Allocations.Least(() => log.Write("ttft", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), snapshot));

        Assert.InRange(allocated, 1, 600);
    }
}
