using System.Numerics;

namespace HotPath.Recording;

/// <summary>The fixed bucket layout of <see cref="LatencyRecorder"/>: 1 ns to 2^42 - 1 ns, three significant digits.</summary>
/// <remarks>
/// Durations up to 2,047 ns have a bucket each; above, every octave has 1,024, so a bucket is never wider than a thousandth
/// of what it holds. It is the HdrHistogram layout <see cref="HdrLayout.Latency"/> with its constants folded in. Pure
/// functions: any thread.
/// </remarks>
public static class HistogramLayout
{
    /// <summary>The longest duration kept apart, in nanoseconds: 2^42 - 1, about 73 minutes.</summary>
    public const long MaxNanoseconds = (1L << 42) - 1;

    /// <summary>The number of buckets: 264 KiB of 64-bit counts.</summary>
    public const int BucketCount = 33_792;

    private const int BucketsPerOctaveBits = 10;
    private const int BucketsPerOctave = 1 << BucketsPerOctaveBits;
    private const int SingleBits = BucketsPerOctaveBits + 1; // below 2^11 a value is its own index

    /// <summary>The bucket that counts a duration.</summary>
    /// <param name="nanoseconds">Clamped to 0..<see cref="MaxNanoseconds"/>.</param>
    /// <returns>0 to <see cref="BucketCount"/> - 1.</returns>
    public static int IndexOf(long nanoseconds) => UnclampedIndexOf(Math.Clamp(nanoseconds, 0, MaxNanoseconds));

    /// <summary>The shortest duration a bucket counts, in nanoseconds.</summary>
    /// <param name="index">0 to <see cref="BucketCount"/> - 1; anything else is an exception.</param>
    public static long LowestOf(int index)
    {
        int shift = ShiftOf(index);
        return (long)(index - (shift << BucketsPerOctaveBits)) << shift;
    }

    /// <summary>The longest duration a bucket counts, in nanoseconds.</summary>
    /// <param name="index">0 to <see cref="BucketCount"/> - 1; anything else is an exception.</param>
    public static long HighestOf(int index) => LowestOf(index) + (1L << ShiftOf(index)) - 1;

    /// <returns>At or above <see cref="BucketCount"/> for a negative duration and for one above the maximum.</returns>
    internal static int UnclampedIndexOf(long nanoseconds)
    {
        // The eleven bits from the first that is set, or the last eleven, and 1,024 for each octave they were shifted by.
        ulong value = (ulong)nanoseconds;
        int shift = (64 - SingleBits) - BitOperations.LeadingZeroCount(value | ((1 << SingleBits) - 1));
        return (int)(value >> shift) + (shift << BucketsPerOctaveBits);
    }

    // A bucket holds 2^shift nanoseconds.
    private static int ShiftOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, BucketCount);
        return Math.Max(0, (index / BucketsPerOctave) - 1);
    }
}
