using HotPath.Recording;

namespace HotPath.Tests.Recording;

/// <summary>Snapshots against a plain array of counts, whose every figure is a walk from its first bucket to its last.</summary>
public class HistogramSnapshotDifferentialTests
{
    private const int Seed = 60_013;

    [Theory]
    [InlineData(1, 3_600_000_000_000, 3)]
    [InlineData(1, 2, 0)]                 // three buckets
    [InlineData(1, 1_000_000, 1)]         // less than a block
    [InlineData(1_000, 60_000_000_000, 2)]
    [InlineData(1, long.MaxValue, 2)]
    public void Figures_AnyOrderOfCalls_AreThoseOfThePlainCounts(long lowest, long highest, int digits)
    {
        HdrLayout layout = new(lowest, highest, digits);
        Random random = new(Seed);
        HistogramSnapshot snapshot = new(layout);
        PlainCounts plain = new(layout);
        for (int round = 0; round < 200; round++)
        {
            switch (random.Next(10))
            {
                case 0:
                    snapshot.Clear();
                    plain.Clear();
                    break;
                case 1:
                    HistogramSnapshot other = new(layout);
                    for (int i = random.Next(40); i > 0; i--) RecordOne(other, plain, random);
                    snapshot.Add(other);
                    break;
                default:
                    RecordOne(snapshot, plain, random);
                    break;
            }

            AssertSame(plain, snapshot, random, $"round {round} of seed {Seed}");
        }
    }

    [Fact]
    public void Figures_OneBucketAtEachPlace_FindIt()
    {
        HistogramSnapshot snapshot = new();
        for (int index = 0; index < HistogramLayout.BucketCount; index++)
        {
            long value = HistogramLayout.LowestOf(index);
            snapshot.Record(value, 2);

            Assert.Equal(value, snapshot.Min);
            Assert.Equal(HistogramLayout.HighestOf(index), snapshot.Max);
            Assert.Equal(snapshot.Max, snapshot.ValueAtPercentile(50));
            Assert.Equal(2, snapshot.CountAtOrBelow(value));
            Assert.Equal(0, snapshot.CountAtOrBelow(value - 1));
            Assert.Single(snapshot.Buckets);
            snapshot.Clear();
        }
    }

    private static void RecordOne(HistogramSnapshot snapshot, PlainCounts plain, Random random)
    {
        long value = random.NextInt64(1L << random.Next(1, 63));
        long count = random.Next(3);
        snapshot.Record(value, count);
        plain.Record(value, count);
    }

    private static void AssertSame(PlainCounts plain, HistogramSnapshot snapshot, Random random, string when)
    {
        HistogramBucket[] buckets = [.. plain.Buckets];
        Assert.True(plain.Count == snapshot.Count, when);
        Assert.True(plain.OverRange == snapshot.OverRange, when);
        Assert.True(buckets.SequenceEqual(snapshot.Buckets), when);
        Assert.True((buckets.Length == 0 ? 0 : buckets[0].Lowest) == snapshot.Min, when);
        Assert.True((buckets.Length == 0 ? 0 : buckets[^1].Highest) == snapshot.Max, when);

        long value = random.NextInt64(1L << random.Next(1, 63));
        Assert.True(plain.CountUpTo(value) == snapshot.CountAtOrBelow(value), $"{when}, value {value}");

        // A rank that is asked for half a value above the one before, so that no rounding decides.
        for (long rank = 1; rank <= plain.Count; rank += 1 + (plain.Count / 7))
        {
            double percentile = 100 * (rank - 0.5) / plain.Count;
            Assert.True(plain.HighestOfRank(rank) == snapshot.ValueAtPercentile(percentile), $"{when}, rank {rank} of {plain.Count}");
        }
    }

    private sealed class PlainCounts(HdrLayout layout)
    {
        private readonly long[] _counts = new long[layout.Length];

        public long Count => _counts.Sum();

        public long OverRange { get; private set; }

        public IEnumerable<HistogramBucket> Buckets =>
            from index in Enumerable.Range(0, _counts.Length)
            where _counts[index] > 0
            select new HistogramBucket(layout.LowestOf(index), layout.HighestOf(index), _counts[index]);

        public void Record(long value, long count)
        {
            _counts[layout.IndexOf(value)] += count;
            if (value > layout.HighestOf(layout.Length - 1)) OverRange += count;
        }

        public void Clear()
        {
            Array.Clear(_counts);
            OverRange = 0;
        }

        public long CountUpTo(long value) => _counts.Take(layout.IndexOf(value) + 1).Sum();

        public long HighestOfRank(long rank)
        {
            long seen = 0;
            for (int index = 0; ; index++)
            {
                seen += _counts[index];
                if (seen >= rank) return layout.HighestOf(index);
            }
        }
    }
}
