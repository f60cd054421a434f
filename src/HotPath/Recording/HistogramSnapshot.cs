namespace HotPath.Recording;

/// <summary>Counts of values by bucket, with the figures read from them; owned by its caller and meant to be used again.</summary>
/// <remarks>
/// Not for several threads at a time. A figure is a bucket's edge, so it is off by at most one part in 10^digits. 264 KiB in
/// the layout of <see cref="LatencyRecorder"/>, whose values are nanoseconds.
/// </remarks>
public sealed class HistogramSnapshot
{
    /// <summary>Makes an empty snapshot with the layout of <see cref="LatencyRecorder"/>.</summary>
    public HistogramSnapshot() : this(HdrLayout.Latency)
    {
    }

    /// <summary>Makes an empty snapshot.</summary>
    /// <param name="layout">Its buckets; eight bytes are allocated for each.</param>
    public HistogramSnapshot(HdrLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        Counts = new BucketCounts(layout.Length);
    }

    /// <summary>The buckets.</summary>
    public HdrLayout Layout { get; }

    /// <summary>How many values were counted, those over range included.</summary>
    public long Count { get; private set; }

    /// <summary>How many values were above the last bucket and counted in it. Not kept by <see cref="HdrEncoding"/>.</summary>
    public long OverRange { get; private set; }

    /// <summary>Whether nothing was counted.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The lowest value of the first bucket with a count; 0 when empty.</summary>
    public long Min => IsEmpty ? 0 : Layout.LowestOf(Counts.NextIndex(0));

    /// <summary>The highest value of the last bucket with a count; 0 when empty.</summary>
    public long Max => IsEmpty ? 0 : Layout.HighestOf(Counts.LastIndex);

    /// <summary>The mean, every value taken as the middle of its bucket; 0 when empty.</summary>
    public double Mean
    {
        get
        {
            if (IsEmpty) return 0;

            double sum = 0;
            for (int i = Counts.NextIndex(0); i >= 0; i = Counts.NextIndex(i + 1))
            {
                sum += (Layout.LowestOf(i) + (Layout.WidthOf(i) / 2)) * (double)Counts[i];
            }

            return sum / Count;
        }
    }

    /// <summary>The buckets with a count, in rising order.</summary>
    public IEnumerable<HistogramBucket> Buckets
    {
        get
        {
            for (int i = Counts.NextIndex(0); i >= 0; i = Counts.NextIndex(i + 1))
            {
                yield return new HistogramBucket(Layout.LowestOf(i), Layout.HighestOf(i), Counts[i]);
            }
        }
    }

    internal BucketCounts Counts { get; }

    /// <summary>The value that a share of the values is at or below; allocates nothing.</summary>
    /// <param name="percentile">0 to 100; clamped to it. Not a number is an exception.</param>
    /// <returns>The highest value of the bucket, the lowest for 0; 0 when empty.</returns>
    public long ValueAtPercentile(double percentile)
    {
        if (double.IsNaN(percentile)) throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "It must be a number, 0 to 100.");
        if (IsEmpty) return 0;

        // Rounded up, so that at least the share asked for is at or below. One bit less first: a product that is a whole
        // number but for its rounding must not go to the next.
        double share = Math.Clamp(Math.BitDecrement(percentile), 0, 100);
        double wanted = Math.Ceiling(share * Count / 100);
        long rank = wanted >= Count ? Count : Math.Max(1, (long)wanted);

        int index = Counts.IndexOfRank(rank);
        return percentile <= 0 ? Layout.LowestOf(index) : Layout.HighestOf(index);
    }

    /// <summary>How many values are in the bucket of a value or below it; allocates nothing.</summary>
    /// <param name="value">Negative has nothing at or below it.</param>
    public long CountAtOrBelow(long value) => value < 0 ? 0 : Counts.SumUpTo(Layout.IndexOf(value));

    /// <summary>Counts a value; allocates nothing.</summary>
    /// <param name="value">Negative counts as 0; above the last bucket goes into it and is counted as over range.</param>
    /// <param name="count">How often, at least 0; below is an exception.</param>
    public void Record(long value, long count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = checked(Count + count);

        int index = Layout.UnclampedIndexOf(Math.Max(0, value));
        if (index >= Layout.Length)
        {
            index = Layout.Length - 1;
            OverRange += count;
        }

        Counts.Add(index, count);
    }

    /// <summary>Adds the counts of another; allocates nothing.</summary>
    /// <param name="other">Must have the same layout; stays as it is.</param>
    public void Add(HistogramSnapshot other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other.RequireLayout(Layout);

        Count = checked(Count + other.Count); // no bucket can overflow where the whole does not
        OverRange += other.OverRange;
        Counts.Add(other.Counts);
    }

    /// <summary>Makes it empty again.</summary>
    public void Clear()
    {
        Counts.Clear();
        Count = 0;
        OverRange = 0;
    }

    internal void RequireLayout(HdrLayout expected)
    {
        if (Layout != expected)
        {
            throw new ArgumentException($"The snapshot has {Layout.Describe()}; {expected.Describe()} were expected. Make it with that layout.");
        }
    }

    /// <summary>For who has written <see cref="Counts"/>.</summary>
    internal void SetTotals(long overRange)
    {
        Count = Counts.Sum;
        OverRange = overRange;
    }
}
