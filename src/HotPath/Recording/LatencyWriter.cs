using System.Diagnostics;

namespace HotPath.Recording;

/// <summary>One thread's way into a <see cref="LatencyRecorder"/>: the shard of counts that this thread alone writes.</summary>
/// <remarks>
/// Comes from <see cref="LatencyRecorder.GetWriter"/> and belongs to the thread that asked. Do not hand it to another thread
/// or keep it over an await: two threads on one writer lose counts. When its thread ends it goes to the next new one.
/// </remarks>
public sealed class LatencyWriter
{
    private const int GrowthBuckets = 2_048; // two octaves: a shard grows when a duration is up to four times as long as any before

    private static readonly long[] NoCounts = new long[BucketCounts.BlockLength];

    // Plain increments, though other threads read. One thread writes, so no increment can overwrite another. An aligned
    // 64-bit load is never torn in a 64-bit process (LatencyRecorder refuses any other), so a reader sees each count as it
    // was at some moment, perhaps a little late; and since a count only grows, what was missed is in the next sum.
    //
    // As long as the longest duration so far needs: the check of the index, which is there anyway, finds the first that is longer.
    // A reader may hold the array from before it grew. That has every count as it was then, so only a little later.
    private long[] _counts = [];
    private long _overRange;

    internal LatencyWriter()
    {
    }

    /// <summary>The number of the thread that owns it; changes hands under <see cref="ThreadNumbers.Claiming"/>.</summary>
    internal int ThreadNumber { get; set; }

    /// <summary>How many values were over range; read it before their bucket, so that none is seen over range and nowhere else.</summary>
    internal long OverRange => Volatile.Read(ref _overRange);

    /// <summary>Whole blocks.</summary>
    internal int Length => Volatile.Read(ref _counts).Length;

    /// <summary>Counts one duration; allocates only for one that is longer than any before.</summary>
    /// <param name="nanoseconds">
    /// The duration. Negative counts as 0; above <see cref="HistogramLayout.MaxNanoseconds"/> goes into the top bucket and is
    /// counted as over range.
    /// </param>
    public void Record(long nanoseconds)
    {
        AssertOwner();

        long[] counts = _counts;
        int index = HistogramLayout.UnclampedIndexOf(nanoseconds);
        if ((uint)index < (uint)counts.Length)
        {
            counts[index]++;
        }
        else
        {
            RecordOutside(nanoseconds, 1);
        }
    }

    /// <summary>Counts one duration several times; allocates only for one that is longer than any before.</summary>
    /// <param name="nanoseconds">As in <see cref="Record(long)"/>.</param>
    /// <param name="count">How often, at least 0; below is an exception.</param>
    public void Record(long nanoseconds, long count)
    {
        AssertOwner();
        ArgumentOutOfRangeException.ThrowIfNegative(count);

        long[] counts = _counts;
        int index = HistogramLayout.UnclampedIndexOf(nanoseconds);
        if ((uint)index < (uint)counts.Length)
        {
            counts[index] += count;
        }
        else
        {
            RecordOutside(nanoseconds, count);
        }
    }

    /// <summary>Makes room up to a bucket, so that no shorter duration allocates. For the owner, or before there is one.</summary>
    internal void Reserve(int index)
    {
        if (index < _counts.Length) return;

        int steps = (index / GrowthBuckets) + 1;
        long[] grown = new long[Math.Min(steps * GrowthBuckets, HistogramLayout.BucketCount)];
        _counts.CopyTo(grown, 0);
        Volatile.Write(ref _counts, grown); // with all its counts, or a reader would see fewer than before
    }

    /// <summary>The counts of one block, which may change while they are read.</summary>
    internal ReadOnlySpan<long> Block(int block)
    {
        long[] counts = Volatile.Read(ref _counts);
        int start = BucketCounts.StartOf(block);
        return start < counts.Length ? counts.AsSpan(start, BucketCounts.BlockLength) : NoCounts;
    }

    private void RecordOutside(long nanoseconds, long count)
    {
        int index = HistogramLayout.IndexOf(nanoseconds);
        Reserve(index);
        _counts[index] += count;
        if (nanoseconds > HistogramLayout.MaxNanoseconds) Volatile.Write(ref _overRange, _overRange + count);
    }

    [Conditional("DEBUG")]
    private void AssertOwner() => Debug.Assert(
        ThreadNumbers.OfCurrentThread == ThreadNumber,
        "A LatencyWriter was used by a thread that did not ask for it; call GetWriter on each thread.");
}
