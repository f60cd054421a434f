namespace HotPath.Recording;

/// <summary>Counts durations from any number of threads, without a lock or an interlocked instruction on their way.</summary>
/// <remarks>
/// <para>
/// Every thread that records owns a shard of counts that only ever grow. A reader sums the shards; an interval is that sum
/// less the sum before. Nothing is swapped, reset or locked, so every count falls in exactly one interval and no writer waits.
/// A sum is not one instant: what is recorded while it is taken may be in it or in the next.
/// </para>
/// <para>
/// Memory: 264 KiB for the last sum, and for each shard what its longest duration needs: 112 KiB up to 8 ms, 192 KiB up to 8 s,
/// 264 KiB at most. There are as many shards as threads that recorded and were alive at one time, since a thread that ends
/// leaves its shard, counts and all, to the next new one; or as many as were reserved, if more.
/// </para>
/// <para>All members may be called from any thread. Needs a 64-bit process, where a 64-bit count is read in one piece.</para>
/// </remarks>
public sealed class LatencyRecorder
{
    private const int ShardsPerPass = 4;

    private static readonly LatencyWriter NoShard = new();

    // Both are replaced, never changed, under ThreadNumbers.Claiming, and read without it. In the first a thread's entry stays
    // while the thread lives, so a thread that reads an old array finds its own shard or, before it claimed one, none.
    private LatencyWriter?[] _byThreadNumber = [];
    private LatencyWriter[] _claimed = [];
    private readonly Stack<LatencyWriter> _reserved = new();

    private readonly Lock _reading = new();
    private readonly long[] _lastSums = new long[HistogramLayout.BucketCount];
    private long _lastOverRange;

    /// <summary>Makes an empty recorder.</summary>
    /// <param name="reservedShards">
    /// Shards to allocate now, with all of their 264 KiB, at least 0. Threads claim these first, so that a load engine with as
    /// many threads allocates nothing once it is warm.
    /// </param>
    public LatencyRecorder(int reservedShards = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reservedShards);
        if (!Environment.Is64BitProcess)
        {
            throw new PlatformNotSupportedException(
                "The process is 32-bit; LatencyRecorder needs a 64-bit one, since it reads 64-bit counts while they are written. Run as x64 or Arm64.");
        }

        for (int i = 0; i < reservedShards; i++)
        {
            LatencyWriter shard = new();
            shard.Reserve(HistogramLayout.BucketCount - 1);
            _reserved.Push(shard);
        }
    }

    internal int ShardCount
    {
        get
        {
            lock (ThreadNumbers.Claiming) return _claimed.Length + _reserved.Count;
        }
    }

    /// <summary>Counts one duration on behalf of the calling thread. Allocates only on a thread's first call, and for a duration longer than any before.</summary>
    /// <param name="nanoseconds">
    /// The duration. Negative counts as 0; above <see cref="HistogramLayout.MaxNanoseconds"/> goes into the top bucket and is
    /// counted as over range.
    /// </param>
    public void Record(long nanoseconds) => GetWriter().Record(nanoseconds);

    /// <summary>Counts one duration several times on behalf of the calling thread. Allocates as <see cref="Record(long)"/> does.</summary>
    /// <param name="nanoseconds">As in <see cref="Record(long)"/>.</param>
    /// <param name="count">How often, at least 0; below is an exception.</param>
    public void Record(long nanoseconds, long count) => GetWriter().Record(nanoseconds, count);

    /// <summary>The calling thread's own writer: the quicker way for a loop that stays on one thread.</summary>
    /// <returns>The same writer for every call of one thread; for no other thread's use.</returns>
    public LatencyWriter GetWriter()
    {
        LatencyWriter?[] shards = _byThreadNumber;
        int number = ThreadNumbers.OfCurrentThread;
        return (uint)number < (uint)shards.Length && shards[number] is { } own ? own : ClaimShard();
    }

    /// <summary>Copies everything recorded so far; allocates nothing.</summary>
    /// <param name="total">Overwritten. Must have the layout <see cref="HdrLayout.Latency"/>.</param>
    public void CopyTo(HistogramSnapshot total) => Sum(total, before: []);

    /// <summary>Copies what was recorded since the last call, or since the start; allocates nothing.</summary>
    /// <remarks>Meant for one reader. Several wait for each other, and each count goes to one of them.</remarks>
    /// <param name="interval">Overwritten. Must have the layout <see cref="HdrLayout.Latency"/>.</param>
    public void TakeInterval(HistogramSnapshot interval)
    {
        lock (_reading)
        {
            long overRange = Sum(interval, _lastSums);
            interval.SetTotals(overRange - _lastOverRange);
            _lastOverRange = overRange;
        }
    }

    /// <param name="snapshot">Gets the sum of all shards, less what was there before.</param>
    /// <param name="before">Nothing, or the last sums, which become those of now.</param>
    /// <returns>How many were over range, those before included.</returns>
    private long Sum(HistogramSnapshot snapshot, Span<long> before)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        snapshot.RequireLayout(HdrLayout.Latency);

        LatencyWriter[] shards = Volatile.Read(ref _claimed);
        long overRange = 0;
        int length = 0;
        foreach (LatencyWriter shard in shards)
        {
            overRange += shard.OverRange;
            length = Math.Max(length, shard.Length);
        }

        BucketCounts counts = snapshot.Counts;
        int usedBlocks = length / BucketCounts.BlockLength;
        for (int block = 0; block < usedBlocks; block++)
        {
            Span<long> sums = counts.Block(block);
            SumBlock(sums, shards, block);
            counts.SetSum(block, before.IsEmpty
                ? BucketCounts.SumOf(sums)
                : TakeDifference(sums, before.Slice(BucketCounts.StartOf(block), BucketCounts.BlockLength)));
        }

        counts.ClearFrom(usedBlocks);
        snapshot.SetTotals(overRange);
        return overRange;
    }

    private static void SumBlock(Span<long> sums, LatencyWriter[] shards, int block)
    {
        sums.Clear();
        for (int i = 0; i < shards.Length; i += ShardsPerPass)
        {
            Add(sums, BlockOf(i), BlockOf(i + 1), BlockOf(i + 2), BlockOf(i + 3));
        }

        ReadOnlySpan<long> BlockOf(int i) => (i < shards.Length ? shards[i] : NoShard).Block(block);
    }

    // Element by element: the memory model promises a whole load for a long, not for the lanes of a vector. Several shards a
    // pass, because so the sums are loaded and stored less often: a quarter less time for eight shards.
    private static void Add(Span<long> sums, ReadOnlySpan<long> a, ReadOnlySpan<long> b, ReadOnlySpan<long> c, ReadOnlySpan<long> d)
    {
        a = a[..sums.Length];
        b = b[..sums.Length];
        c = c[..sums.Length];
        d = d[..sums.Length];
        for (int i = 0; i < sums.Length; i++) sums[i] += a[i] + b[i] + c[i] + d[i];
    }

    private static long TakeDifference(Span<long> sums, Span<long> before)
    {
        long difference = BucketCounts.Subtract(sums, before);
        if (difference != 0) BucketCounts.Add(before, sums); // else nothing came, and memory that was never written stays so
        return difference;
    }

    private LatencyWriter ClaimShard()
    {
        lock (ThreadNumbers.Claiming)
        {
            int number = ThreadNumbers.Claim();
            LatencyWriter?[] shards = _byThreadNumber;
            if (number < shards.Length && shards[number] is { } left) return left; // by the thread that had the number before

            LatencyWriter shard = Array.Find(_claimed, claimed => ThreadNumbers.IsFree(claimed.ThreadNumber)) ?? AddShard();
            LatencyWriter?[] changed = new LatencyWriter?[Math.Max(shards.Length, number + 1)];
            shards.CopyTo(changed, 0);
            changed[shard.ThreadNumber] = null;
            changed[number] = shard;
            shard.ThreadNumber = number;
            Volatile.Write(ref _byThreadNumber, changed);
            return shard;
        }
    }

    private LatencyWriter AddShard()
    {
        if (!_reserved.TryPop(out LatencyWriter? shard)) shard = new LatencyWriter();

        // Published before its first count, so a reader that does not see it yet misses nothing it will not see later.
        Volatile.Write(ref _claimed, [.. _claimed, shard]);
        return shard;
    }
}
