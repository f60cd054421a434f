using HotPath.Analysis.Results;
using HotPath.Soak.Reports;

namespace HotPath.Soak.Tests.Reports;

public sealed class ProcessTablesTests
{
    private static readonly RunResult Run = SampleRuns.Passed with
    {
        Generator = new ProcessFigures
        {
            CpuPercent = 20,
            Gc = new GcFigures
            {
                Gen0 = 5, Gen1 = 4, Gen2 = 3, Requested = 3, UnrequestedGen2 = 0, Mode = "workstation, concurrent",
                Pause = new LatencySummary { Count = 2, P50 = 0.5, P99 = 0.75, Max = 0.8 }, RequestedPause = new LatencySummary { Count = 3, P50 = 4, P99 = 6, Max = 7 },
            },
            AllocatedMBPerSecond = 0.25,
            Heap = new HeapFigures { Gen0MB = 1, Gen1MB = 2, Gen2MB = 3, LohMB = 90, PohMB = 0.5, AfterFullMB = 88, FragmentedMB = 4, CommittedMB = 100, PinnedObjects = 2 },
            Rss = new RssFigures { ManagedMB = 100, NativeMB = 40 },
            Threads = 20, OpenFiles = 1_030, ThreadPool = new ThreadPoolFigures { ThreadsPeak = 4, QueuePeak = 1, Completed = 300 }, LockContentions = 6, Exceptions = 7, Timers = 8,
        },
        Gateway = null,
        Watched = new Dictionary<string, WatchedFigures>
        {
            ["nginx"] = new() { CpuPercent = 7, RssPeakMB = 30, Pid = 4_711, Runtime = "other", Threads = 1, OpenFiles = 40, DiskWrittenMB = 12, EndedAtSeconds = 9 },
        },
        Telemetry = new TelemetryFigures { CpuPercent = 0.62, AllocatedMB = 24, AllocatedBytesPerEvent = 0.66 },
    };

    [Fact]
    public void All_GeneratorAndAWatchedProcess_HaveWhatIsKnownOfEach()
    {
        Dictionary<string, ReportTable> tables = ProcessTables.All(Run).ToDictionary(table => table.Heading, table => table.Table);

        Assert.Equal(["generator", "nginx"], tables["Cost"].Rows.Select(row => row[0]));
        Assert.Equal(
            [["generator", "workstation, concurrent", "5/4/3", "3", "0", "2", "0.500 ms", "0.750 ms", "0.800 ms", "4.00 ms", "7.00 ms"]],
            tables["Garbage collection"].Rows);
        Assert.Equal([["generator", "0.250", "1.00", "2.00", "3.00", "90.0", "0.500", "88.0", "4.00", "100", "2", "100", "40.0"]], tables["Memory"].Rows);
        Assert.Equal(
            [
                ["generator", "20", "1,030", "4", "1", "300", "6", "7", "8", "-", "-", "-"],
                ["nginx", "1", "40", "-", "-", "-", "-", "-", "-", "12.0 MiB", "4,711", "9 s"],
            ],
            tables["Threads, files, disk and network"].Rows);
        Assert.DoesNotContain(">disk read", tables["Threads, files, disk and network"].Head);
    }

    [Fact]
    public void All_RunRecordedWithout_HasTheCostAlone()
    {
        Assert.Equal(["Cost"], ProcessTables.All(SampleRuns.Passed).Select(table => table.Heading));
        Assert.Empty(ProcessTables.All(SampleRuns.Empty));
    }

    [Fact]
    public void Reports_OfAllKinds_SayWhatMeasuringCost()
    {
        const string Said = ", allocated 24.0 MiB, 0.660 B an event.";
        RecordedRun recorded = new(Run, [], []);

        Assert.Contains(Said, MarkdownReport.Text(recorded), StringComparison.Ordinal);
        Assert.Contains(Said, HotPath.Soak.Reports.Html.HtmlReport.Text(recorded, RecordedLatencies.None), StringComparison.Ordinal);
    }
}
