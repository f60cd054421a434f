namespace HotPath.Analysis.Results;

/// <summary>Several processes of one kind, such as the generators of a run, as one.</summary>
/// <remarks>
/// Amounts are sums: collections, pauses, bytes, exceptions. Bytes an event and a request are those of all together. What one process has at a time or is
/// a share of its own time, its CPU, memory, threads and the length of its pauses, is that of the process in which it was highest: a limit that this keeps was kept by each of them.
/// </remarks>
internal static class ProcessJoin
{
    public static T? Of<T>(T? one, T? other, JoinWeights events, JoinWeights requests)
        where T : ProcessFigures
    {
        if (one is null || other is null) return one ?? other;

        return one with
        {
            CpuPercent = Math.Max(one.CpuPercent, other.CpuPercent),
            Gc = Collections(one.Gc, other.Gc),
            AllocatedBytesPerEvent = events.MeanOfKnown(one.AllocatedBytesPerEvent, other.AllocatedBytesPerEvent),
            AllocatedBytesPerRequest = requests.MeanOfKnown(one.AllocatedBytesPerRequest, other.AllocatedBytesPerRequest),
            AllocatedMBPerSecond = one.AllocatedMBPerSecond + other.AllocatedMBPerSecond,
            Heap = one.Heap?.CommittedMB >= (other.Heap?.CommittedMB ?? 0) ? one.Heap : other.Heap,
            HeapSlopeMBPerHour = Extremes.Highest(one.HeapSlopeMBPerHour, other.HeapSlopeMBPerHour),
            RssSlopeMBPerHour = Extremes.Highest(one.RssSlopeMBPerHour, other.RssSlopeMBPerHour),
            RssPeakMB = Math.Max(one.RssPeakMB, other.RssPeakMB),
            Rss = WholeOf(one.Rss) >= WholeOf(other.Rss) ? one.Rss : other.Rss,
            Threads = Extremes.Highest(one.Threads, other.Threads),
            OpenFiles = Extremes.Highest(one.OpenFiles, other.OpenFiles),
            ThreadPool = Pool(one.ThreadPool, other.ThreadPool),
            LockContentions = one.LockContentions + other.LockContentions,
            Exceptions = one.Exceptions + other.Exceptions,
            Timers = Extremes.Highest(one.Timers, other.Timers),
        };
    }

    public static ProcessInterval? Of(ProcessInterval? one, ProcessInterval? other)
    {
        if (one is null || other is null) return one ?? other;

        return new ProcessInterval
        {
            CpuPercent = Math.Max(one.CpuPercent, other.CpuPercent),
            Gc = Collections(one.Gc, other.Gc),
            HeapMB = Math.Max(one.HeapMB, other.HeapMB),
            AllocatedMB = one.AllocatedMB + other.AllocatedMB,
            RssMB = Math.Max(one.RssMB, other.RssMB),
            HeapAfterFullMB = Extremes.Highest(one.HeapAfterFullMB, other.HeapAfterFullMB),
            OpenFiles = Extremes.Highest(one.OpenFiles, other.OpenFiles),
            Threads = Extremes.Highest(one.Threads, other.Threads),
        };
    }

    private static GcFigures Collections(GcFigures one, GcFigures other) => IntervalJoin.Gc(one, other, default) with
    {
        PausePercent = Math.Max(one.PausePercent, other.PausePercent),
        Pause = LatencyJoin.Of(one.Pause, other.Pause),
        RequestedPause = LatencyJoin.Of(one.RequestedPause, other.RequestedPause),
        Mode = one.Mode == other.Mode ? one.Mode : null,
    };

    private static ThreadPoolFigures? Pool(ThreadPoolFigures? one, ThreadPoolFigures? other) => one is null || other is null
        ? one ?? other
        : new ThreadPoolFigures
        {
            ThreadsPeak = Math.Max(one.ThreadsPeak, other.ThreadsPeak),
            QueuePeak = Math.Max(one.QueuePeak, other.QueuePeak),
            Completed = one.Completed + other.Completed,
        };

    private static double WholeOf(RssFigures? rss) => rss is null ? 0 : rss.ManagedMB + rss.NativeMB;
}
