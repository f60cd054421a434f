using System.Diagnostics.CodeAnalysis;

namespace HotPath.Recording;

/// <summary>Counts durations from any number of threads, without a lock or an interlocked instruction on their way.</summary>
/// <remarks>
/// <para>
/// Every thread that records owns a shard of counts that only ever grow. A reader sums the shards; an interval is that sum
/// less the sum before. Nothing is swapped, reset or locked, so every count falls in exactly one interval and no writer waits.
/// A sum is not one instant: what is recorded while it is taken may be in it or in the next.
/// </para>
/// <para>
/// Memory: 264 KiB for the last sum and 264 KiB a shard. There are as many shards as threads that recorded and were alive at
/// one time, since a thread that ends leaves its shard, counts and all, to the next new one; or as many as were reserved, if more.
/// </para>
/// <para>All members may be called from any thread. Needs a 64-bit process, where a 64-bit count is read in one piece.</para>
/// </remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "Disposing the ThreadLocal would fail threads that still record; its finaliser frees the same slots.")]
public sealed class LatencyRecorder
{
    // A ThreadLocal takes its slots out of every thread's table when it is finalised, so a long-lived thread does not keep
    // the shards of recorders that are gone. That holds only while no shard refers back to its recorder.
    private readonly ThreadLocal<LatencyWriter?> _own = new();
    private readonly Lock _claiming = new();
    private readonly Stack<LatencyWriter> _reserved = new();
    private LatencyWriter[] _claimed = []; // replaced, never changed, under _claiming; read without it

    private readonly Lock _reading = new();
    private readonly long[] _lastSums = new long[HistogramLayout.BucketCount];
    private long _lastOverRange;

    /// <summary>Makes an empty recorder.</summary>
    /// <param name="reservedShards">
    /// Shards to allocate now, 264 KiB each, at least 0. Threads claim these first, so that a load engine with as many threads
    /// allocates no large object once it is warm.
    /// </param>
    public LatencyRecorder(int reservedShards = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reservedShards);
        if (!Environment.Is64BitProcess)
        {
            throw new PlatformNotSupportedException(
                "The process is 32-bit; LatencyRecorder needs a 64-bit one, since it reads 64-bit counts while they are written. Run as x64 or Arm64.");
        }

        for (int i = 0; i < reservedShards; i++) _reserved.Push(new LatencyWriter());
    }

    internal int ShardCount
    {
        get
        {
            lock (_claiming) return _claimed.Length + _reserved.Count;
        }
    }

    /// <summary>Counts one duration on behalf of the calling thread. Allocates only on a thread's first call.</summary>
    /// <param name="nanoseconds">
    /// The duration. Negative counts as 0; above <see cref="HistogramLayout.MaxNanoseconds"/> goes into the top bucket and is
    /// counted as over range.
    /// </param>
    public void Record(long nanoseconds) => GetWriter().Record(nanoseconds);

    /// <summary>Counts one duration several times on behalf of the calling thread. Allocates only on a thread's first call.</summary>
    /// <param name="nanoseconds">As in <see cref="Record(long)"/>.</param>
    /// <param name="count">How often, at least 0; below is an exception.</param>
    public void Record(long nanoseconds, long count) => GetWriter().Record(nanoseconds, count);

    /// <summary>The calling thread's own writer: the quicker way for a loop that stays on one thread.</summary>
    /// <returns>The same writer for every call of one thread; for no other thread's use.</returns>
    public LatencyWriter GetWriter() => _own.Value ?? ClaimShard();

    /// <summary>Copies everything recorded so far; allocates nothing.</summary>
    /// <param name="total">Overwritten. Must have the layout <see cref="HdrLayout.Latency"/>.</param>
    public void CopyTo(HistogramSnapshot total)
    {
        ArgumentNullException.ThrowIfNull(total);
        total.RequireLayout(HdrLayout.Latency);

        Span<long> sums = total.Counts;
        sums.Clear();
        long overRange = 0;
        foreach (LatencyWriter shard in Volatile.Read(ref _claimed)) overRange += shard.AddTo(sums);

        total.SetTotals(overRange);
    }

    /// <summary>Copies what was recorded since the last call, or since the start; allocates nothing.</summary>
    /// <remarks>Meant for one reader. Several wait for each other, and each count goes to one of them.</remarks>
    /// <param name="interval">Overwritten. Must have the layout <see cref="HdrLayout.Latency"/>.</param>
    public void TakeInterval(HistogramSnapshot interval)
    {
        lock (_reading)
        {
            CopyTo(interval);

            Span<long> counts = interval.Counts;
            Span<long> lastSums = _lastSums;
            for (int i = 0; i < counts.Length && i < lastSums.Length; i++)
            {
                long sum = counts[i];
                counts[i] = sum - lastSums[i];
                lastSums[i] = sum;
            }

            long overRange = interval.OverRange;
            interval.SetTotals(overRange - _lastOverRange);
            _lastOverRange = overRange;
        }
    }

    private LatencyWriter ClaimShard()
    {
        lock (_claiming)
        {
            LatencyWriter shard = AdoptOrphan() ?? AddShard();
            _own.Value = shard;
            return shard;
        }
    }

    private LatencyWriter? AdoptOrphan()
    {
        Thread thread = Thread.CurrentThread;
        foreach (LatencyWriter shard in _claimed)
        {
            if (shard.TryAdopt(thread)) return shard;
        }

        return null;
    }

    private LatencyWriter AddShard()
    {
        if (!_reserved.TryPop(out LatencyWriter? shard)) shard = new LatencyWriter();
        shard.TryAdopt(Thread.CurrentThread);

        // Published before its first count, so a reader that does not see it yet misses nothing it will not see later.
        Volatile.Write(ref _claimed, [.. _claimed, shard]);
        return shard;
    }
}
