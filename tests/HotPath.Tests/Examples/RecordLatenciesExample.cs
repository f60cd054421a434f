// example: usings
using HotPath.Recording;
// end

namespace HotPath.Tests.Examples;

public class RecordLatenciesExample
{
    [Fact]
    public void Example_AsShown_GivesThePercentile()
    {
        // example: record latencies
        LatencyRecorder recorder = new();
        Parallel.For(1, 1_001, microseconds => recorder.Record(microseconds * 1_000L)); // nanoseconds, from any thread

        HistogramSnapshot snapshot = new(); // filled anew each second, say
        recorder.TakeInterval(snapshot); // what came since the last one
        Console.WriteLine($"{snapshot.Count} values, p99 {snapshot.ValueAtPercentile(99) / 1_000} us"); // 1000 values, p99 990 us

        using MemoryStream file = new();
        using (HistogramLogWriter log = new(file, leaveOpen: true)) // a .hlog that HdrHistogram's tools read
        {
            log.WriteHeader(DateTimeOffset.UtcNow, comment: null);
            log.Write("ttft", TimeSpan.Zero, TimeSpan.FromSeconds(1), snapshot);
        }
        // end

        Assert.Equal("1000 values, p99 990 us", $"{snapshot.Count} values, p99 {snapshot.ValueAtPercentile(99) / 1_000} us");
        file.Position = 0;
        using HistogramLogReader reader = new(file);
        HistogramLogEntry entry = Assert.Single(reader.ReadToEnd());
        Assert.Equal(("ttft", 1_000L), (entry.Tag, entry.Snapshot.Count));
    }
}
