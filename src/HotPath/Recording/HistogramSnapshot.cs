namespace HotPath.Recording;

/// <summary>Counts of values by bucket, with the figures read from them; owned by its caller and meant to be used again.</summary>
/// <remarks>
/// Not for several threads at a time. A figure is a bucket's edge, so it is off by at most one part in 10^digits. 264 KiB in
/// the layout of <see cref="LatencyRecorder"/>, whose values are nanoseconds.
/// </remarks>
public sealed class HistogramSnapshot
{
    private readonly long[] _counts;

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
        _counts = new long[layout.Length];
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
    public long Min => IsEmpty ? 0 : Layout.LowestOf(_counts.AsSpan().IndexOfAnyExcept(0));

    /// <summary>The highest value of the last bucket with a count; 0 when empty.</summary>
    public long Max => IsEmpty ? 0 : Layout.HighestOf(LastIndex);

    /// <summary>The mean, every value taken as the middle of its bucket; 0 when empty.</summary>
    public double Mean
    {
        get
        {
            if (IsEmpty) return 0;

            double sum = 0;
            for (int i = 0; i < _counts.Length; i++)
            {
                if (_counts[i] != 0) sum += (Layout.LowestOf(i) + (Layout.WidthOf(i) / 2)) * (double)_counts[i];
            }

            return sum / Count;
        }
    }

    /// <summary>The buckets with a count, in rising order.</summary>
    public IEnumerable<HistogramBucket> Buckets
    {
        get
        {
            for (int i = 0; i < _counts.Length; i++)
            {
                if (_counts[i] != 0) yield return new HistogramBucket(Layout.LowestOf(i), Layout.HighestOf(i), _counts[i]);
            }
        }
    }

    internal Span<long> Counts => _counts;

    // -1 when empty.
    internal int LastIndex => _counts.AsSpan().LastIndexOfAnyExcept(0);

    /// <summary>The value that a share of the values is at or below; allocates nothing.</summary>
    /// <param name="percentile">0 to 100; clamped to it. Not a number is an exception.</param>
    /// <returns>The highest value of the bucket, the lowest for 0; 0 when empty.</returns>
    public long ValueAtPercentile(double percentile)
    {
        if (double.IsNaN(percentile)) throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "It must be a number, 0 to 100.");

        // Rounded up, so that at least the share asked for is at or below. One bit less first: a product that is a whole
        // number but for its rounding must not go to the next.
        double share = Math.Clamp(Math.BitDecrement(percentile), 0, 100);
        double wanted = Math.Ceiling(share * Count / 100);
        long rank = wanted >= Count ? Count : Math.Max(1, (long)wanted);

        long seen = 0;
        for (int i = 0; i < _counts.Length && !IsEmpty; i++)
        {
            seen += _counts[i];
            if (seen >= rank) return percentile <= 0 ? Layout.LowestOf(i) : Layout.HighestOf(i);
        }

        return 0;
    }

    /// <summary>How many values are in the bucket of a value or below it; allocates nothing.</summary>
    /// <param name="value">Negative has nothing at or below it.</param>
    public long CountAtOrBelow(long value)
    {
        if (value < 0) return 0;

        long sum = 0;
        foreach (long count in _counts.AsSpan(0, Layout.IndexOf(value) + 1)) sum += count;
        return sum;
    }

    /// <summary>Counts a value; allocates nothing.</summary>
    /// <param name="value">Negative counts as 0; above the last bucket goes into it and is counted as over range.</param>
    /// <param name="count">How often, at least 0; below is an exception.</param>
    public void Record(long value, long count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = checked(Count + count);

        int index = Layout.UnclampedIndexOf(Math.Max(0, value));
        if (index >= _counts.Length)
        {
            index = _counts.Length - 1;
            OverRange += count;
        }

        _counts[index] += count;
    }

    /// <summary>Adds the counts of another; allocates nothing.</summary>
    /// <param name="other">Must have the same layout; stays as it is.</param>
    public void Add(HistogramSnapshot other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other.RequireLayout(Layout);

        Count = checked(Count + other.Count); // no bucket can overflow where the whole does not
        OverRange += other.OverRange;
        for (int i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
    }

    /// <summary>Makes it empty again.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
        OverRange = 0;
    }

    internal void RequireLayout(HdrLayout expected)
    {
        if (Layout != expected)
        {
            throw new ArgumentException(
                $"The snapshot has {Describe(Layout)}; {Describe(expected)} were expected. Make it with that layout.");
        }

        static string Describe(HdrLayout layout) => $"buckets for {layout.Lowest}..{layout.Highest} at {layout.Digits} digits";
    }

    // For who has written the counts.
    internal void SetTotals(long overRange)
    {
        long sum = 0;
        foreach (long count in _counts) sum += count;
        Count = sum;
        OverRange = overRange;
    }
}
