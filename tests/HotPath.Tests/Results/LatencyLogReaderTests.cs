using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Tests.Results;

public sealed class LatencyLogReaderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Read_WholeLog_AddsTheIntervalsOfEachLatencyUp()
    {
        WriteLog(("ttft", [5, 6]), ("e2e", [100]), ("ttft", [7]));

        RecordedLatencies read = LatencyLogReader.Read(_temporary.Path);

        Assert.Equal([5, 6, 7], Values(read.Of("ttft")));
        Assert.Equal([100], Values(read.Of("e2e")));
        Assert.Null(read.Of("gap"));
        Assert.Empty(read.Remarks);
    }

    [Fact]
    public void Read_NoLog_IsNothingAndNoRemark()
    {
        RecordedLatencies read = LatencyLogReader.Read(_temporary.Path);

        Assert.Empty(read.ByName);
        Assert.Empty(read.Remarks);
    }

    [Fact]
    public void Read_LastLineTornAnywhere_KeepsTheOthersAndRemarks()
    {
        WriteLog(("ttft", [5]), ("ttft", [6, 7, 8]));
        byte[] whole = File.ReadAllBytes(_temporary["latency.hlog"]);
        int lastLine = whole.AsSpan(0, whole.Length - 1).LastIndexOf((byte)'\n') + 1;

        for (int length = lastLine + 1; length < whole.Length - 1; length++)
        {
            File.WriteAllBytes(_temporary["latency.hlog"], whole[..length]);

            RecordedLatencies read = LatencyLogReader.Read(_temporary.Path);

            Assert.Equal([5], Values(read.Of("ttft")));
            Assert.Equal(["latency.hlog ends in mid-line: the last line is left out"], read.Remarks);
        }
    }

    [Fact]
    public void Read_DamagedAndForeignLines_AreCountedAndLeftOut()
    {
        WriteLog(("ttft", [5]));
        HistogramSnapshot foreign = new(new HdrLayout(1, 1_000_000, 2));
        foreign.Record(9);
        string text = HdrEncoding.EncodeToBase64(foreign);
        File.AppendAllText(_temporary["latency.hlog"], $"Tag=ttft,1,1,0,{text}\nTag=ttft,1,1,0,HISTFAAA\nno log\n");

        RecordedLatencies read = LatencyLogReader.Read(_temporary.Path);

        Assert.Equal([5], Values(read.Of("ttft")));
        Assert.StartsWith("latency.hlog has 3 damaged or foreign lines", Assert.Single(read.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CountsBeyondAnySum_AreLeftOut()
    {
        HistogramSnapshot most = new();
        most.Record(5, long.MaxValue);
        using (HistogramLogWriter log = OpenLog())
        {
            log.Write("ttft", TimeSpan.Zero, TimeSpan.Zero, most);
            log.Write("ttft", TimeSpan.Zero, TimeSpan.Zero, most);
        }

        RecordedLatencies read = LatencyLogReader.Read(_temporary.Path);

        Assert.Equal(long.MaxValue, read.Of("ttft")!.Count);
        Assert.Single(read.Remarks);
    }

    private static IEnumerable<long> Values(HistogramSnapshot? snapshot) => snapshot!.Buckets.SelectMany(bucket => Enumerable.Repeat(bucket.Highest, (int)bucket.Count));

    private HistogramLogWriter OpenLog() => new(File.Create(_temporary["latency.hlog"]));

    private void WriteLog(params (string Tag, long[] Nanoseconds)[] lines)
    {
        using HistogramLogWriter log = OpenLog();
        log.WriteHeader(DateTimeOffset.UnixEpoch, null);
        foreach ((string tag, long[] nanoseconds) in lines)
        {
            HistogramSnapshot snapshot = new();
            foreach (long value in nanoseconds) snapshot.Record(value);
            log.Write(tag, TimeSpan.Zero, TimeSpan.FromSeconds(1), snapshot);
        }
    }
}
