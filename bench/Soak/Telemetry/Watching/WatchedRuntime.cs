using System.Globalization;
using HotPath.Soak.Machine;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace HotPath.Soak.Telemetry.Watching;

/// <summary>The state of another process' runtime, as its events and counters (System.Runtime) tell it. One thread tells, any reads.</summary>
internal sealed class WatchedRuntime
{
    private const double BytesPerMB = 1_000_000; // of the counters: not MiB
    private const int Generations = 3;

    private readonly Lock _changing = new();
    private readonly long[] _collections = new long[Generations];
    private HeapSample _heap;
    private PoolSample _pool;
    private string? _mode;
    private long _heapBytes;
    private double _fragmentedPercent;
    private double _pauseMs;
    private double _allocatedBytes;
    private double _contentions;
    private double _exceptions;
    private double _completed;
    private long _timers;

    public void OnCollection(int generation)
    {
        lock (_changing)
        {
            for (int each = 0; each <= generation && each < Generations; each++) _collections[each]++;
        }
    }

    public void OnPause(long nanoseconds)
    {
        lock (_changing) _pauseMs += nanoseconds / 1e6;
    }

    public void OnHeap(GCHeapStatsTraceData heap)
    {
        lock (_changing)
        {
            _heap = _heap with
            {
                Gen0Bytes = heap.GenerationSize0,
                Gen1Bytes = heap.GenerationSize1,
                Gen2Bytes = heap.GenerationSize2,
                LohBytes = heap.GenerationSize3,
                PohBytes = heap.GenerationSize4,
                PinnedObjects = heap.PinnedObjectCount,
            };
            _heapBytes = heap.TotalHeapSize;
        }
    }

    public void OnMode(GCGlobalHeapHistoryTraceData history)
    {
        lock (_changing)
        {
            _mode ??= string.Create(
                CultureInfo.InvariantCulture,
                $"{history.NumHeaps} {(history.NumHeaps == 1 ? "heap" : "heaps")}, {(history.PauseMode == GCPauseMode.Batch ? "non-concurrent" : "concurrent")}");
        }
    }

    /// <param name="counter">The payload of an EventCounters event.</param>
    public void OnCounter(IDictionary<string, object> counter)
    {
        // A counter says its mean where it tells a state, its increment where it tells what happened.
        double value = Convert.ToDouble(counter.TryGetValue("Increment", out object? grown) ? grown : counter["Mean"], CultureInfo.InvariantCulture);
        lock (_changing)
        {
            switch ((string)counter["Name"])
            {
                case "alloc-rate":
                    _allocatedBytes += value;
                    break;
                case "monitor-lock-contention-count":
                    _contentions += value;
                    break;
                case "exception-count":
                    _exceptions += value;
                    break;
                case "threadpool-completed-items-count":
                    _completed += value;
                    break;
                case "threadpool-thread-count":
                    _pool = _pool with { Threads = (long)value };
                    break;
                case "threadpool-queue-length":
                    _pool = _pool with { Queued = (long)value };
                    break;
                case "active-timer-count":
                    _timers = (long)value;
                    break;
                case "gc-committed":
                    _heap = _heap with { CommittedBytes = (long)(value * BytesPerMB) };
                    break;
                case "gc-fragmentation":
                    _fragmentedPercent = value;
                    break;
            }
        }
    }

    public ProcessSample AddTo(ProcessSample sample)
    {
        lock (_changing)
        {
            return sample with
            {
                Gen0 = _collections[0],
                Gen1 = _collections[1],
                Gen2 = _collections[2],
                GcPauseMs = _pauseMs,
                GcMode = _mode,
                HeapBytes = _heapBytes,
                Heap = _heap with { FragmentedBytes = (long)(_heapBytes * _fragmentedPercent / 100) },
                AllocatedBytes = (long)_allocatedBytes,
                ThreadPool = _pool with { Completed = (long)_completed },
                LockContentions = (long)_contentions,
                Exceptions = (long)_exceptions,
                Timers = _timers,
            };
        }
    }
}
