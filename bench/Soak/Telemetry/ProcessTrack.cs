using HotPath.Analysis.Results;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Telemetry;

/// <summary>One process over the measured time, from samples of what it has used.</summary>
internal sealed class ProcessTrack
{
    private const double BytesPerMB = 1 << 20;

    private readonly ProcessSample _first;
    private readonly IPauseTrack _pauses;
    private readonly MemoryTrack _memory;
    private ProcessSample _last;
    private double _seconds;

    /// <param name="pauses">From the same moment on.</param>
    public ProcessTrack(ProcessSample first, IPauseTrack pauses)
    {
        _first = first;
        _last = first;
        _pauses = pauses;
        _memory = new MemoryTrack(first);
    }

    /// <summary>Whether <paramref name="sample"/> can be of the same process: what it has used never shrinks.</summary>
    public bool CanBeFollowedBy(ProcessSample sample) => sample.CpuMs >= _last.CpuMs && sample.AllocatedBytes >= _last.AllocatedBytes;

    /// <param name="seconds">Since the last sample.</param>
    public ProcessInterval Add(ProcessSample sample, double seconds)
    {
        ProcessSample before = _last;
        _last = sample;
        _seconds += seconds;
        _pauses.Add(sample);
        return new ProcessInterval
        {
            CpuPercent = CpuPercent(before, sample, seconds),
            Gc = GcBetween(before, sample, seconds),
            HeapMB = sample.HeapBytes / BytesPerMB,
            HeapAfterFullMB = _memory.Add(sample),
            AllocatedMB = (sample.AllocatedBytes - before.AllocatedBytes) / BytesPerMB,
            RssMB = sample.RssBytes / BytesPerMB,
            OpenFiles = sample.OpenFiles,
            Threads = sample.Threads,
        };
    }

    /// <param name="atTheEnd">Whether it may take milliseconds and memory.</param>
    /// <returns>Without slopes, which only the whole course of a run shows.</returns>
    public ProcessFigures Figures(long events, long requests, bool atTheEnd)
    {
        (LatencySummary? pause, LatencySummary? requestedPause) = _pauses.Summaries(atTheEnd);
        double allocated = _last.AllocatedBytes - _first.AllocatedBytes;
        return new ProcessFigures
        {
            CpuPercent = CpuPercent(_first, _last, _seconds),
            Gc = GcBetween(_first, _last, _seconds) with { Pause = pause, RequestedPause = requestedPause, Mode = _last.GcMode },
            AllocatedBytesPerEvent = events > 0 ? allocated / events : null,
            AllocatedBytesPerRequest = requests > 0 ? allocated / requests : null,
            AllocatedMBPerSecond = _seconds > 0 ? allocated / BytesPerMB / _seconds : null,
            Heap = _memory.Heap,
            RssPeakMB = _memory.RssPeakMB,
            Rss = _memory.Rss,
            Threads = _last.Threads,
            OpenFiles = _last.OpenFiles,
            ThreadPool = _memory.ThreadPool,
            LockContentions = _last.LockContentions - _first.LockContentions,
            Exceptions = _last.Exceptions - _first.Exceptions,
            Timers = _last.Timers,
        };
    }

    private static double CpuPercent(ProcessSample from, ProcessSample to, double seconds) =>
        seconds > 0 ? (to.CpuMs - from.CpuMs) / (seconds * 10) : 0;

    private static GcFigures GcBetween(ProcessSample from, ProcessSample to, double seconds)
    {
        double pauseMs = to.GcPauseMs - from.GcPauseMs;
        long gen2 = to.Gen2 - from.Gen2;
        return new GcFigures
        {
            Gen0 = to.Gen0 - from.Gen0,
            Gen1 = to.Gen1 - from.Gen1,
            Gen2 = gen2,
            Requested = to.GcRequested - from.GcRequested,
            UnrequestedGen2 = gen2 - (to.Gen2Requested - from.Gen2Requested),
            PauseMs = pauseMs,
            PausePercent = seconds > 0 ? pauseMs / (seconds * 10) : 0,
        };
    }
}
