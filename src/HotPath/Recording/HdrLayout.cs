using System.Numerics;

namespace HotPath.Recording;

/// <summary>A bucket layout as HdrHistogram defines it, for histograms that other tools may have written.</summary>
/// <remarks>Immutable; equal when the three inputs are. Any thread.</remarks>
public sealed record HdrLayout
{
    private readonly int _unitBits;     // values are told apart down to 2^unitBits
    private readonly int _halfBits;     // an octave has 2^halfBits buckets
    private readonly long _singleMask;  // values under it have the width of the unit

    /// <summary>Lays out buckets for a range and precision.</summary>
    /// <param name="lowest">The lowest value to tell from 0, at least 1.</param>
    /// <param name="highest">The highest value to track, at least twice <paramref name="lowest"/>.</param>
    /// <param name="digits">Significant decimal digits, 0 to 5.</param>
    /// <exception cref="ArgumentException">The three make no layout in 64 bits.</exception>
    public HdrLayout(long lowest, long highest, int digits)
    {
        if (FindProblem(lowest, highest, digits) is string problem) throw new ArgumentException(problem);

        Lowest = lowest;
        Highest = highest;
        Digits = digits;

        _unitBits = BitOperations.Log2((ulong)lowest);
        _halfBits = HalfBitsFor(digits);
        long singles = 2L << _halfBits;
        _singleMask = (singles - 1) << _unitBits;
        Length = (OctavesUpTo(highest, singles << _unitBits) + 1) << _halfBits;
    }

    /// <summary>The layout of <see cref="LatencyRecorder"/>: 1 ns to an hour, three digits. Its buckets reach 2^42 - 1 ns.</summary>
    public static HdrLayout Latency { get; } = new(1, 3_600_000_000_000, 3);

    /// <summary>The lowest value told from 0.</summary>
    public long Lowest { get; }

    /// <summary>The highest value asked for. The last bucket reaches to the end of its octave, so beyond it.</summary>
    public long Highest { get; }

    /// <summary>Significant decimal digits, 0 to 5.</summary>
    public int Digits { get; }

    /// <summary>The number of buckets; at most 6,160,384.</summary>
    public int Length { get; }

    /// <summary>The bucket that counts a value.</summary>
    /// <param name="value">Clamped to what the buckets reach.</param>
    /// <returns>0 to <see cref="Length"/> - 1.</returns>
    public int IndexOf(long value) => Math.Min(UnclampedIndexOf(Math.Max(0, value)), Length - 1);

    /// <summary>The lowest value a bucket counts.</summary>
    /// <param name="index">0 to <see cref="Length"/> - 1; anything else is an exception.</param>
    public long LowestOf(int index)
    {
        int octave = OctaveOf(index);
        return (long)(index - (octave << _halfBits)) << (octave + _unitBits);
    }

    /// <summary>The highest value a bucket counts.</summary>
    /// <param name="index">0 to <see cref="Length"/> - 1; anything else is an exception.</param>
    public long HighestOf(int index) => LowestOf(index) + (WidthOf(index) - 1);

    internal string Describe() => $"buckets for {Lowest}..{Highest} at {Digits} digits";

    internal long WidthOf(int index) => 1L << (OctaveOf(index) + _unitBits);

    /// <param name="value">At least 0.</param>
    /// <returns>At or above <see cref="Length"/> for a value the buckets do not reach.</returns>
    internal int UnclampedIndexOf(long value)
    {
        int octave = BitOperations.Log2((ulong)(value | _singleMask)) - _halfBits - _unitBits;
        return (octave << _halfBits) + (int)(value >> (octave + _unitBits));
    }

    /// <returns>What keeps the three from being a layout, or null.</returns>
    internal static string? FindProblem(long lowest, long highest, int digits)
    {
        if (lowest < 1) return $"The lowest value is {lowest}; it must be at least 1.";
        if (highest / 2 < lowest) return $"The highest value is {highest}; it must be at least twice the lowest, {lowest}.";
        if (digits is < 0 or > 5) return $"The number of significant digits is {digits}; it must be 0 to 5.";

        return BitOperations.Log2((ulong)lowest) + HalfBitsFor(digits) > 61
            ? $"The lowest value {lowest} leaves no room for {digits} digits in 64 bits; one of them must be smaller."
            : null;
    }

    // The first 2 * 10^digits values need a bucket each; that many, rounded up to a power of two, make two halves.
    private static int HalfBitsFor(int digits) => BitOperations.Log2(BitOperations.RoundUpToPowerOf2(2 * (uint)Math.Pow(10, digits))) - 1;

    private static int OctavesUpTo(long highest, long reach)
    {
        int octaves = 1;
        while (reach <= highest)
        {
            octaves++;
            if (reach > long.MaxValue / 2) break; // the next octave ends at 2^63
            reach <<= 1;
        }

        return octaves;
    }

    private int OctaveOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Length);
        return Math.Max(0, (index >> _halfBits) - 1);
    }
}
