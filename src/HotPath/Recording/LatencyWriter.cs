using System.Diagnostics;

namespace HotPath.Recording;

/// <summary>One thread's way into a <see cref="LatencyRecorder"/>: the shard of counts that this thread alone writes.</summary>
/// <remarks>
/// Comes from <see cref="LatencyRecorder.GetWriter"/> and belongs to the thread that asked. Do not hand it to another thread
/// or keep it over an await: two threads on one writer lose counts. When its thread ends it goes to the next new one.
/// </remarks>
public sealed class LatencyWriter
{
    // Plain increments, though other threads read. One thread writes, so no increment can overwrite another. An aligned
    // 64-bit load is never torn in a 64-bit process (LatencyRecorder refuses any other), so a reader sees each count as it
    // was at some moment, perhaps a little late; and since a count only grows, what was missed is in the next sum.
    private readonly long[] _counts = new long[HistogramLayout.BucketCount];
    private long _overRange;
    private Thread? _owner;

    internal LatencyWriter()
    {
    }

    /// <summary>Counts one duration; allocates nothing.</summary>
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

    /// <summary>Counts one duration several times; allocates nothing.</summary>
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

    // Called under the recorder's lock.
    internal bool TryAdopt(Thread newOwner)
    {
        if (_owner is { } owner)
        {
            if (owner.IsAlive) return false;
            owner.Join(); // at once; orders the dead thread's last increments before the new owner's first
        }

        _owner = newOwner;
        return true;
    }

    /// <returns>How many values were over range.</returns>
    internal long AddTo(Span<long> sums)
    {
        // First, so that no value is seen as over range before its bucket has it.
        long overRange = Volatile.Read(ref _overRange);

        long[] counts = _counts;
        for (int i = 0; i < counts.Length && i < sums.Length; i++)
        {
            // Element by element: the memory model promises a whole load for a long, not for the lanes of a vector.
            sums[i] += Volatile.Read(ref counts[i]);
        }

        return overRange;
    }

    private void RecordOutside(long nanoseconds, long count)
    {
        if (nanoseconds < 0)
        {
            _counts[0] += count;
            return;
        }

        _counts[^1] += count;
        Volatile.Write(ref _overRange, _overRange + count);
    }

    [Conditional("DEBUG")]
    private void AssertOwner() =>
        Debug.Assert(Thread.CurrentThread == _owner, "A LatencyWriter was used by a thread that did not ask for it; call GetWriter on each thread.");
}
