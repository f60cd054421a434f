using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Soak.Tests.Runs;

/// <summary>Time compressed: a run of many intervals through sampler, sinks, files and report.</summary>
[Collection(nameof(LongRunTests))]
[CollectionDefinition(nameof(LongRunTests), DisableParallelization = true)] // it counts the whole process
public sealed class LongRunTests : IDisposable
{
    /// <summary>The larger count by hand: <c>HOTPATH_LONG_RUN=1000000</c>, with a result recorded in results/soak.</summary>
    private const string Variable = "HOTPATH_LONG_RUN";
    private const int UsualIntervals = 10_000;
    private const long MostFileBytes = 1 << 20;

    /// <summary>Far below what a run would keep of 9,000 more intervals, if it kept but a hundred bytes of each.</summary>
    private const long MostGrowthBytes = 512 << 10;

    /// <summary>In memory where there is such a place: a run writes to the disk itself once an interval, which would be nine tenths of the test's time.</summary>
    private readonly DirectoryInfo _temporary = Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory(Path.Combine("/dev/shm", $"hotpath-long-{Guid.NewGuid():N}"))
        : Directory.CreateTempSubdirectory("hotpath-long-");

    private static int Intervals => int.TryParse(Environment.GetEnvironmentVariable(Variable), out int intervals) ? intervals : UsualIntervals;

    public void Dispose() => _temporary.Delete(recursive: true);

    [Fact]
    public async Task LongRun_TenTimesTheIntervals_KeepsAsMuchInMemoryAndReportsAllOfThem()
    {
        string folder = Path.Combine(_temporary.FullName, "run");
        using LongRun run = new(folder, MostFileBytes);

        await run.RunUntilAsync(Intervals / 10);
        long early = LongRun.LiveHeap();
        await run.RunUntilAsync(Intervals);
        long late = LongRun.LiveHeap();
        TestContext.Current.SendDiagnosticMessage($"live heap at {Intervals / 10:N0} intervals {early:N0} B, at {Intervals:N0} {late:N0} B");

        Assert.True(late - early < MostGrowthBytes, $"The live heap grew from {early:N0} B at {Intervals / 10:N0} intervals to {late:N0} B at {Intervals:N0}.");
        RecordedRun recorded = run.End();
        Assert.Empty(recorded.Remarks);
        Assert.Equal(Intervals, recorded.IntervalCount);
        Assert.InRange(recorded.Intervals.Count, RecordedRun.MostPoints / 2, RecordedRun.MostPoints);
        Assert.Equal(run.Requests, recorded.Run.Requests.Finished);
        Assert.Equal(run.Requests, recorded.Intervals.Sum(point => point.Requests.Finished));
        Assert.Equal(run.Requests, recorded.Intervals.Sum(point => point.Latency.Ttft!.Count));
        Assert.Equal(Intervals, recorded.Intervals.Sum(point => point.LengthSeconds), 6);
        Assert.Equal(0, recorded.Run.Disturbances!.Count);
        AssertSame(run.Ttft, recorded.Run.Latency.Ttft!);
        AssertSame(run.Ttft, LatencyLogReader.Read(folder).Of("ttft")!);
        Assert.Contains("each point stands for", File.ReadAllText(Path.Combine(folder, "report.md")), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(folder, "*.ndjson"), file => Assert.InRange(new FileInfo(file).Length, 1, MostFileBytes));
        Assert.True(Directory.GetFiles(folder, "intervals*.ndjson").Length > 1, "No file was rotated.");
        Assert.True(Directory.GetFiles(folder, "latency*.hlog").Length > 1, "No log was rotated.");
    }

    private static void AssertSame(HistogramSnapshot expected, LatencySummary actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.ValueAtPercentile(50) / 1e6, actual.P50!.Value, 6);
        Assert.Equal(expected.ValueAtPercentile(99.99) / 1e6, actual.P9999!.Value, 6);
    }

    private static void AssertSame(HistogramSnapshot expected, HistogramSnapshot actual) =>
        Assert.Equal(expected.Buckets.Select(bucket => (bucket.Lowest, bucket.Count)), actual.Buckets.Select(bucket => (bucket.Lowest, bucket.Count)));
}
