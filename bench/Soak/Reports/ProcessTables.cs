using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>What generator, gateway and watched processes cost and held, as tables; of each process only what is known.</summary>
internal static class ProcessTables
{
    /// <summary>All of them that hold something, with the name each goes by.</summary>
    public static IReadOnlyList<(string Heading, ReportTable Table)> All(RunResult run) =>
        [.. new[] { ("Cost", Cost(run)), ("Garbage collection", Collections(run)), ("Memory", Memory(run)), ("Threads, files, disk and network", Resources(run)) }.Where(table => table.Item2.Rows.Count > 0)];

    /// <returns>Without rows when no process could be read.</returns>
    public static ReportTable Cost(RunResult run) => new(
        ["process", ">CPU of one core", ">GC gen0/1/2", ">GC pause", ">paused", ">allocated an event", ">a request", ">RSS peak", ">RSS slope", ">heap slope"],
        [.. Processes(run).Select(each => CostRow(each.Name, each.Process))]);

    /// <returns>A sentence; null where nothing is known of it.</returns>
    public static string? OfMeasuring(RunResult run) =>
        RunFacts.Measuring(run.Telemetry).ToArray() is { Length: > 0 } facts ? $"Measuring itself took {string.Join(", ", facts)}." : null;

    private static ReportTable Collections(RunResult run) => Known(
        ["process", "collects", ">gen0/1/2", ">requested", ">gen2 not requested", ">pauses", ">p50", ">p99", ">longest", ">requested pauses, p50", ">longest"],
        Processes(run).Where(each => each.Process.Gc.Mode is not null || each.Process.Gc.Pause is not null).Select(each => (string[])
        [
            each.Name, each.Process.Gc.Mode ?? Figure.None, Generations(each.Process.Gc), Count(each.Process.Gc.Requested), Count(each.Process.Gc.UnrequestedGen2),
            Count(each.Process.Gc.Pause?.Count), Figure.Milliseconds(each.Process.Gc.Pause?.P50), Figure.Milliseconds(each.Process.Gc.Pause?.P99),
            Figure.Milliseconds(each.Process.Gc.Pause?.Max), Figure.Milliseconds(each.Process.Gc.RequestedPause?.P50), Figure.Milliseconds(each.Process.Gc.RequestedPause?.Max),
        ]));

    private static ReportTable Memory(RunResult run) => Known(
        [
            "process, MiB", ">allocated a second", ">gen0", ">gen1", ">gen2", ">large objects", ">pinned heap", ">alive after a full collection", ">fragmented", ">committed",
            ">pinned objects", ">RSS managed", ">RSS native",
        ],
        Processes(run).Where(each => each.Process.Heap is not null).Select(each => (string[])
        [
            each.Name, Figure.Number(each.Process.AllocatedMBPerSecond), Figure.Number(each.Process.Heap!.Gen0MB), Figure.Number(each.Process.Heap.Gen1MB),
            Figure.Number(each.Process.Heap.Gen2MB), Figure.Number(each.Process.Heap.LohMB), Figure.Number(each.Process.Heap.PohMB), Figure.Number(each.Process.Heap.AfterFullMB),
            Figure.Number(each.Process.Heap.FragmentedMB), Figure.Number(each.Process.Heap.CommittedMB), Count(each.Process.Heap.PinnedObjects),
            Figure.Number(each.Process.Rss?.ManagedMB), Figure.Number(each.Process.Rss?.NativeMB),
        ]));

    private static ReportTable Resources(RunResult run) => Known(
        [
            "process", ">threads", ">open files", ">pool threads, most", ">pool queue, longest", ">pool work done", ">lock contentions", ">exceptions", ">timers", ">disk read",
            ">disk written", ">received", ">sent", "pid", "ended after",
        ],
        Processes(run).Where(each => each.Process.Threads is not null).Select(each => (each.Name, each.Process, Watched: each.Process as WatchedFigures)).Select(each => (string[])
        [
            each.Name, Count(each.Process.Threads), Count(each.Process.OpenFiles), Count(each.Process.ThreadPool?.ThreadsPeak), Count(each.Process.ThreadPool?.QueuePeak),
            Count(each.Process.ThreadPool?.Completed), Count(each.Process.LockContentions), Count(each.Process.Exceptions), Count(each.Process.Timers),
            Figure.Mebibytes(each.Watched?.DiskReadMB), Figure.Mebibytes(each.Watched?.DiskWrittenMB), Figure.Mebibytes(each.Watched?.NetworkReceivedMB),
            Figure.Mebibytes(each.Watched?.NetworkSentMB), Count(each.Watched?.Pid), each.Watched?.EndedAtSeconds is { } ended ? Figure.Seconds(ended) : Figure.None,
        ]));

    private static IEnumerable<(string Name, ProcessFigures Process)> Processes(RunResult run)
    {
        if (run.Generator is { } generator) yield return ("generator", generator);
        if (run.Gateway is { } gateway) yield return ("gateway", gateway);
        foreach ((string name, WatchedFigures watched) in run.Watched ?? new Dictionary<string, WatchedFigures>()) yield return (Printable.Of(name), watched);
    }

    private static ReportTable Known(string[] head, IEnumerable<string[]> rows) => new ReportTable(head, [.. rows]).WithoutEmptyColumns();

    private static string Count(long? count) => count is { } known ? Figure.Count(known) : Figure.None;

    private static string Generations(GcFigures gc) => $"{Figure.Count(gc.Gen0)}/{Figure.Count(gc.Gen1)}/{Figure.Count(gc.Gen2)}";

    private static string[] CostRow(string name, ProcessFigures process) =>
    [
        name, Figure.Percent(process.CpuPercent), Generations(process.Gc),
        Figure.Milliseconds(process.Gc.PauseMs), Figure.Percent(process.Gc.PausePercent),
        Figure.Bytes(process.AllocatedBytesPerEvent), Figure.Bytes(process.AllocatedBytesPerRequest),
        Figure.Mebibytes(process.RssPeakMB), Figure.MebibytesAnHour(process.RssSlopeMBPerHour),
        Figure.MebibytesAnHour(process.HeapSlopeMBPerHour),
    ];
}
