using System.Diagnostics;
using HotPath.Analysis.Results;
using HotPath.Soak.Telemetry.Watching;

namespace HotPath.Soak.Tests.Telemetry.Watching;

public sealed class WatchListTests
{
    [Fact]
    public async Task Figures_OfAProcessThatCollects_AgreeWithItsOwnTotal()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are watched on Linux alone.");
        const int Collections = 40, MostCollections = 5 * Collections;
        using CollectingProcess process = await CollectingProcess.StartAsync();
        using WatchList watched = WatchList.Start([("it", process.Pid)]);
        (long collectedBefore, double pausedBefore) = await process.CollectAsync(1);
        await WhenAsync(() => watched.Figures(0, 0, false)!["it"], _ => true); // what was before the beginning is no part of it
        watched.Begin();

        // On a busy machine a pause is longer by its events than by the runtime's own total now and then: more collections make less of it.
        (WatchedFigures seen, long collected, double paused) = (new WatchedFigures(), 0, 0);
        for (int collections = Collections; collections <= MostCollections; collections += Collections)
        {
            (collected, paused) = await process.CollectAsync(Collections);
            seen = await WhenAsync(
                () =>
                {
                    watched.Add(TimeSpan.FromSeconds(1));
                    return watched.Figures(0, 0, atTheEnd: false)!["it"];
                },
                figures => figures.Gc.Gen0 >= collected - collectedBefore && figures.Gc.Pause?.Count >= collected - collectedBefore); // the last pause is told after its collection
            if (Math.Abs((seen.Gc.PauseMs / (paused - pausedBefore)) - 1) <= 0.05) break;
        }

        Assert.Equal(".NET", seen.Runtime);
        Assert.InRange(seen.Gc.Gen0, collected - collectedBefore, collected - collectedBefore + 1); // one before may have been told late
        Assert.InRange(seen.Gc.Pause!.Count, collected - collectedBefore, collected - collectedBefore + 2);
        Assert.InRange(seen.Gc.PauseMs, (paused - pausedBefore) * 0.95, (paused - pausedBefore) * 1.05);
        Assert.InRange(seen.Gc.Pause.Mean!.Value * seen.Gc.Pause.Count, seen.Gc.PauseMs * 0.999, seen.Gc.PauseMs * 1.001);
        Assert.True(seen.Heap!.Gen0MB + seen.Heap.Gen1MB + seen.Heap.Gen2MB > 1);
    }

    [Fact]
    public async Task Figures_OfADotNetProcess_HaveItsCountersAndWhatTheKernelTells()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are watched on Linux alone.");
        using CollectingProcess process = await CollectingProcess.StartAsync();
        using WatchList watched = WatchList.Start([("it", process.Pid)]);
        watched.Begin();
        await process.CollectAsync(20);

        WatchedFigures seen = await WhenAsync(
            () =>
            {
                watched.Add(TimeSpan.FromSeconds(1));
                return watched.Figures(0, 0, atTheEnd: false)!["it"];
            },
            figures => figures.AllocatedMBPerSecond > 1 && figures.Heap!.CommittedMB > 1);

        Assert.True(seen.ThreadPool is { ThreadsPeak: >= 0 });
        Assert.True(seen is { Threads: > 3, OpenFiles: > 3, RssPeakMB: > 10, CpuPercent: > 0, Command: "dotnet", DiskReadMB: >= 0, NetworkSentMB: >= 0, EndedAtSeconds: null });
        Assert.InRange(seen.Rss!.ManagedMB, 1, seen.RssPeakMB);
        Assert.Contains("concurrent", seen.Gc.Mode, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_ProcessThatHasEnded_IsAnEventAndNoMore()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are watched on Linux alone.");
        using CollectingProcess process = await CollectingProcess.StartAsync();
        using WatchList watched = WatchList.Start([("it", process.Pid)]);
        watched.Begin();
        Assert.True(watched.Add(TimeSpan.FromSeconds(1))!.ContainsKey("it"));

        await process.EndAsync();

        Assert.Empty(watched.Add(TimeSpan.FromSeconds(2))!);
        Assert.Empty(watched.Add(TimeSpan.FromSeconds(3))!);
        WatchedFigures figures = watched.Figures(0, 0, atTheEnd: true)!["it"];
        Assert.Equal(2, figures.EndedAtSeconds);
        Assert.True(figures.RssPeakMB > 10);
    }

    [Fact]
    public void Figures_OfAnotherProcess_AreWhatTheKernelTells()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are watched on Linux alone.");
        using Process process = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using WatchList watched = WatchList.Start([("it", process.Id)]);
        watched.Begin();

        ProcessInterval interval = watched.Add(TimeSpan.FromSeconds(1))!["it"];
        WatchedFigures figures = watched.Figures(0, 0, atTheEnd: true)!["it"];
        process.StandardInput.Close(); // ends it

        Assert.True(interval is { Threads: 1, OpenFiles: >= 3, RssMB: > 0, HeapAfterFullMB: null });
        Assert.True(figures is { Runtime: "other", Threads: 1, Heap: null, ThreadPool: null, DiskWrittenMB: 0, AllocatedMBPerSecond: null, Gc: { Pause: null, Mode: null, Requested: null } });
    }

    [Fact]
    public void Start_ProcessThatIsGone_IsLeftOut()
    {
        using WatchList watched = WatchList.Start([("gone", int.MaxValue)]);
        watched.Begin();

        Assert.Null(watched.Add(TimeSpan.FromSeconds(1)));
        Assert.Null(watched.Figures(0, 0, atTheEnd: false));
    }

    /// <summary>Counters come once a second, events some time after what they tell.</summary>
    private static async Task<WatchedFigures> WhenAsync(Func<WatchedFigures> read, Func<WatchedFigures, bool> isThere)
    {
        using CancellationTokenSource longest = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        longest.CancelAfter(TimeSpan.FromSeconds(30));
        WatchedFigures figures = read();
        while (!isThere(figures))
        {
            await Task.Delay(50, longest.Token);
            figures = read();
        }

        return figures;
    }
}
