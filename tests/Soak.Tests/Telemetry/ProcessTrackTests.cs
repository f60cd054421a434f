using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Machine;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Telemetry;

public sealed class ProcessTrackTests
{
    private const long MB = 1 << 20;

    private static readonly ProcessSample First = new()
    {
        Gen0 = 5, Gen2 = 2, GcRequested = 1, Gen2Requested = 1, GcPauseMs = 10, GcMode = "workstation, concurrent", AllocatedBytes = 100 * MB, RssBytes = 50 * MB,
        Heap = new HeapSample { CommittedBytes = 20 * MB, LastFull = 5, AfterFullBytes = 4 * MB }, ThreadPool = new PoolSample(2, 7, 100), Exceptions = 3, LockContentions = 4,
    };

    [Fact]
    public void Add_FullCollections_AreInTheIntervalTheyEndedIn()
    {
        ProcessTrack track = new(First, new ReportedPauses(First));

        double?[] afterFull =
        [
            track.Add(First, 1).HeapAfterFullMB, // the one that ended the warm-up
            track.Add(First, 1).HeapAfterFullMB,
            track.Add(First with { Heap = new HeapSample { LastFull = 8, AfterFullBytes = 6 * MB } }, 1).HeapAfterFullMB,
            track.Add(First with { Heap = new HeapSample { LastFull = 8, AfterFullBytes = 6 * MB } }, 1).HeapAfterFullMB,
        ];

        Assert.Equal([4, null, 6, null], afterFull);
        Assert.Equal(6, track.Figures(0, 0, atTheEnd: false).Heap!.AfterFullMB);
    }

    [Fact]
    public void Figures_OfTheWholeTime_AreDifferencesPeaksAndWhatIsHeld()
    {
        ProcessTrack track = new(First, new ReportedPauses(First));
        track.Add(First with { RssBytes = 90 * MB, ThreadPool = new PoolSample(9, 30, 150) }, 5);
        track.Add(
            First with
            {
                Gen0 = 9, Gen2 = 5, GcRequested = 3, Gen2Requested = 3, AllocatedBytes = 120 * MB, RssBytes = 60 * MB, Threads = 11, OpenFiles = 12, Timers = 13,
                ThreadPool = new PoolSample(4, 0, 200), Exceptions = 5, LockContentions = 9,
            },
            5);

        ProcessFigures figures = track.Figures(events: 0, requests: 0, atTheEnd: false);

        Assert.Equal((4L, 3L, 2L, 1L), (figures.Gc.Gen0, figures.Gc.Gen2, figures.Gc.Requested!.Value, figures.Gc.UnrequestedGen2!.Value));
        Assert.Equal("workstation, concurrent", figures.Gc.Mode);
        Assert.Equal(2, figures.AllocatedMBPerSecond);
        Assert.Equal(90, figures.RssPeakMB);
        Assert.Equal(new RssFigures { ManagedMB = 20, NativeMB = 40 }, figures.Rss);
        Assert.Equal(new ThreadPoolFigures { ThreadsPeak = 9, QueuePeak = 30, Completed = 100 }, figures.ThreadPool);
        Assert.Equal((11L, 12L, 13L, 2L, 5L), (figures.Threads!.Value, figures.OpenFiles!.Value, figures.Timers!.Value, figures.Exceptions!.Value, figures.LockContentions!.Value));
    }

    [Fact]
    public void Figures_MoreCommittedThanResident_IsAllManaged()
    {
        ProcessSample sample = First with { RssBytes = 10 * MB };
        ProcessTrack track = new(sample, new ReportedPauses(sample));
        track.Add(sample, 1);

        Assert.Equal(new RssFigures { ManagedMB = 10, NativeMB = 0 }, track.Figures(0, 0, atTheEnd: false).Rss);
    }

    [Fact]
    public void Figures_PausesToldByAnotherProcess_AreThoseSinceTheFirstSampleAndComeAtTheEnd()
    {
        ProcessSample first = First with { GcPauses = Encoded(1_000_000), GcRequestedPauses = Encoded() };
        ProcessTrack track = new(first, new ReportedPauses(first));
        track.Add(first with { GcPauses = Encoded(1_000_000, 3_000_000), GcRequestedPauses = Encoded(9_000_000, 9_000_000) }, 1);

        Assert.Null(track.Figures(0, 0, atTheEnd: false).Gc.Pause);
        GcFigures gc = track.Figures(0, 0, atTheEnd: true).Gc;
        Assert.Equal((1L, 3L), (gc.Pause!.Count, (long)gc.Pause.P50!.Value));
        Assert.Equal((2L, 9L), (gc.RequestedPause!.Count, (long)gc.RequestedPause.P50!.Value));
    }

    [Fact]
    public void Figures_PausesRecordedHere_AreThoseSinceTheTrackBegan()
    {
        LatencyRecorder own = new();
        LatencyRecorder requested = new();
        own.Record(1_000_000);
        ProcessTrack track = new(First, new RecordedPauses(own, requested));
        own.Record(2_000_000);
        requested.Record(7_000_000);
        track.Add(First, 1);
        own.Record(2_000_000);
        track.Add(First, 1);

        GcFigures gc = track.Figures(0, 0, atTheEnd: false).Gc;

        Assert.Equal((2L, 1L, 2L), (gc.Pause!.Count, gc.RequestedPause!.Count, (long)gc.Pause.Max!.Value));
    }

    private static string Encoded(params long[] pauses)
    {
        HistogramSnapshot histogram = new();
        foreach (long pause in pauses) histogram.Record(pause);
        return HdrEncoding.EncodeToBase64(histogram);
    }
}
