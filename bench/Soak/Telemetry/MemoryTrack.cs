using HotPath.Analysis.Results;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Telemetry;

/// <summary>What a process holds, of memory and of its thread pool, over the measured time.</summary>
internal sealed class MemoryTrack
{
    private const double BytesPerMB = 1 << 20;

    private readonly long _completedBefore;
    private ProcessSample _last;
    private double? _afterFullMB;
    private long _lastFull;
    private double _rssPeakMB;
    private long _poolThreadsPeak;
    private long _poolQueuePeak;

    /// <param name="first">A full collection that it tells of belongs to the first interval: it ended the warm-up.</param>
    public MemoryTrack(ProcessSample first)
    {
        _last = first;
        _completedBefore = first.ThreadPool?.Completed ?? 0;
        _rssPeakMB = first.RssBytes / BytesPerMB;
    }

    public double RssPeakMB => _rssPeakMB;

    public HeapFigures? Heap => _last.Heap is { } heap
        ? new HeapFigures
        {
            Gen0MB = heap.Gen0Bytes / BytesPerMB,
            Gen1MB = heap.Gen1Bytes / BytesPerMB,
            Gen2MB = heap.Gen2Bytes / BytesPerMB,
            LohMB = heap.LohBytes / BytesPerMB,
            PohMB = heap.PohBytes / BytesPerMB,
            AfterFullMB = _afterFullMB,
            FragmentedMB = heap.FragmentedBytes / BytesPerMB,
            CommittedMB = heap.CommittedBytes / BytesPerMB,
            PinnedObjects = heap.PinnedObjects,
        }
        : null;

    /// <summary>Nearly all that the collector has committed is resident, but never more than there is.</summary>
    public RssFigures? Rss
    {
        get
        {
            if (_last.Heap is not { } heap) return null;

            long managed = Math.Min(heap.CommittedBytes, _last.RssBytes);
            return new RssFigures { ManagedMB = managed / BytesPerMB, NativeMB = (_last.RssBytes - managed) / BytesPerMB };
        }
    }

    public ThreadPoolFigures? ThreadPool => _last.ThreadPool is { } pool
        ? new ThreadPoolFigures { ThreadsPeak = _poolThreadsPeak, QueuePeak = _poolQueuePeak, Completed = pool.Completed - _completedBefore }
        : null;

    /// <returns>What was alive after a full collection that ended since the last sample, in MiB; null where none did.</returns>
    public double? Add(in ProcessSample sample)
    {
        _last = sample;
        _rssPeakMB = Math.Max(_rssPeakMB, sample.RssBytes / BytesPerMB);
        _poolThreadsPeak = Math.Max(_poolThreadsPeak, sample.ThreadPool?.Threads ?? 0);
        _poolQueuePeak = Math.Max(_poolQueuePeak, sample.ThreadPool?.Queued ?? 0);
        if (sample.Heap is not { } heap || heap.LastFull == _lastFull) return null;

        _lastFull = heap.LastFull;
        return _afterFullMB = heap.AfterFullBytes / BytesPerMB;
    }
}
