using HotPath.Analysis.Results;

namespace HotPath.Tests.Results;

public sealed class IntervalJoinTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Read_MoreIntervalsThanPoints_JoinsNeighboursAndLosesNothing()
    {
        const int Count = (2 * RecordedRun.MostPoints) + 3;
        using (ResultFolder folder = ResultFolder.Create(_temporary.Path))
        {
            folder.WriteRun(Filled.Run with { Complete = true });
            for (int i = 0; i < Count; i++) folder.Append(Interval(i));
        }

        RecordedRun read = ResultReader.Read(_temporary.Path);

        Assert.Equal((Count, 4), (read.IntervalCount, read.IntervalsPerPoint));
        Assert.Equal((Count + 3) / 4, read.Intervals.Count);
        Assert.Equal(Enumerable.Range(0, Count).Sum(i => (long)i), read.Intervals.Sum(point => point.Requests.Finished));
        Assert.Equal(Enumerable.Range(0, Count), read.EveryInterval.Select(interval => (int)interval.StartSeconds));
        IntervalResult first = read.Intervals[0];
        Assert.Equal((0, 4, 6), (first.StartSeconds, first.LengthSeconds, first.Requests.Finished));
        Assert.Equal((3, 6), (first.OpenStreams, first.Requests.ByOutcome["completed"]));
        Assert.Equal(0.5, first.Requests.ErrorRate, 9); // one, two and three requests, of which none, half of two and two thirds of three failed
        Assert.Equal((2 + 3 + 4 + 5, 4, 12, 5), (first.Connections.Opened, first.Connections.Closed, first.Connections.Failed, first.Connections.Idle));
        Assert.Equal((12, 8, 4), (first.Requests.HeldBack, first.Generator!.Gc.Requested, first.Generator.Gc.UnrequestedGen2));
        Assert.Equal((4, 3, 1.5), (first.Latency.Ttft!.Count, first.Latency.Ttft.P99, first.Latency.Ttft.Mean));
        Assert.Equal((1.5, 3, 4), (first.Generator!.CpuPercent, first.Generator.RssMB, first.Generator.Gc.Gen0));
    }

    private static IntervalResult Interval(int i) => new()
    {
        StartSeconds = i,
        LengthSeconds = 1,
        Requests = new RequestFigures
        {
            Finished = i,
            HeldBack = 3,
            ErrorRate = i == 0 ? 0 : (i - 1.0) / i,
            ByOutcome = new Dictionary<string, long> { ["completed"] = i },
        },
        OpenStreams = i,
        Connections = new ConnectionInterval { Opened = 2 + i, Closed = 1, Failed = 3, Idle = 2 + i },
        Latency = new LatencyFigures { Ttft = new LatencySummary { Count = 1, P99 = i, Mean = i } },
        Generator = new ProcessInterval { CpuPercent = i, RssMB = i, Gc = new GcFigures { Gen0 = 1, Requested = 2, UnrequestedGen2 = 1 } },
    };
}
