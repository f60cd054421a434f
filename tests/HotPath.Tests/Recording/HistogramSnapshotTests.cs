using HotPath.Recording;

namespace HotPath.Tests.Recording;

public class HistogramSnapshotTests
{
    [Fact]
    public void Figures_Empty_AreZero()
    {
        HistogramSnapshot snapshot = new();

        Assert.True(snapshot.IsEmpty);
        Assert.Equal(0, snapshot.Min);
        Assert.Equal(0, snapshot.Max);
        Assert.Equal(0, snapshot.Mean);
        Assert.Equal(0, snapshot.ValueAtPercentile(99));
        Assert.Equal(0, snapshot.CountAtOrBelow(long.MaxValue));
        Assert.Empty(snapshot.Buckets);
    }

    [Fact]
    public void Mean_WideBuckets_TakesTheirMiddles()
    {
        HistogramSnapshot snapshot = new();
        snapshot.Record(100, 3);   // a bucket of one
        snapshot.Record(4_096, 1); // 4,096..4,099, middle 4,098

        Assert.Equal((300 + 4_098) / 4.0, snapshot.Mean);
    }

    [Fact]
    public void MinAndMax_WideBuckets_AreTheirOuterEdges()
    {
        HistogramSnapshot snapshot = new();
        snapshot.Record(4_097);
        snapshot.Record(1_000_001);

        Assert.Equal(4_096, snapshot.Min);
        Assert.Equal(1_000_447, snapshot.Max);
    }

    [Fact]
    public void Record_AboveTheRange_IsInTheTopBucketAndCountedAsOver()
    {
        HistogramSnapshot snapshot = new();
        snapshot.Record(HistogramLayout.MaxNanoseconds);
        snapshot.Record(HistogramLayout.MaxNanoseconds + 1, 2);
        snapshot.Record(long.MaxValue);

        Assert.Equal(4, snapshot.Count);
        Assert.Equal(3, snapshot.OverRange);
        Assert.Equal(4, Assert.Single(snapshot.Buckets).Count);
        Assert.Equal(HistogramLayout.MaxNanoseconds, snapshot.Max);
    }

    [Fact]
    public void Record_Negative_CountsAsZero()
    {
        HistogramSnapshot snapshot = new();
        snapshot.Record(-1);
        snapshot.Record(long.MinValue);

        Assert.Equal(new HistogramBucket(0, 0, 2), Assert.Single(snapshot.Buckets));
        Assert.Equal(0, snapshot.OverRange);
    }

    [Fact]
    public void Record_NegativeCount_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new HistogramSnapshot().Record(1, -1));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(4_095, 1)]
    [InlineData(4_096, 3)] // the whole bucket of the value
    [InlineData(4_099, 3)]
    [InlineData(4_100, 3)]
    [InlineData(long.MaxValue, 3)]
    public void CountAtOrBelow_Value_CountsItsWholeBucket(long value, long expected)
    {
        HistogramSnapshot snapshot = new();
        snapshot.Record(0);
        snapshot.Record(4_097);
        snapshot.Record(4_099);

        Assert.Equal(expected, snapshot.CountAtOrBelow(value));
    }

    [Fact]
    public void Add_SameLayout_AddsEveryBucketAndLeavesTheOther()
    {
        HistogramSnapshot one = new();
        HistogramSnapshot other = new();
        one.Record(5);
        other.Record(5);
        other.Record(long.MaxValue);

        one.Add(other);

        Assert.Equal(3, one.Count);
        Assert.Equal(1, one.OverRange);
        Assert.Equal(2, one.CountAtOrBelow(5));
        Assert.Equal(2, other.Count);
    }

    [Fact]
    public void Add_AnotherLayout_NamesBoth()
    {
        HistogramSnapshot other = new(new HdrLayout(1, 3_600_000_000, 2));

        ArgumentException e = Assert.Throws<ArgumentException>(() => new HistogramSnapshot().Add(other));

        Assert.Contains("1..3600000000 at 2 digits", e.Message, StringComparison.Ordinal);
        Assert.Contains("1..3600000000000 at 3 digits", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_PastTheLargestNumber_ThrowsAndChangesNothing()
    {
        HistogramSnapshot one = new();
        HistogramSnapshot other = new();
        one.Record(1, long.MaxValue);
        other.Record(1);

        Assert.Throws<OverflowException>(() => one.Add(other));

        Assert.Equal(long.MaxValue, one.Count);
        Assert.Equal(long.MaxValue, one.CountAtOrBelow(1));
    }

    [Fact]
    public void Clear_Filled_LeavesNothing()
    {
        HistogramSnapshot snapshot = new();
        snapshot.Record(long.MaxValue);

        snapshot.Clear();

        Assert.True(snapshot.IsEmpty);
        Assert.Equal(0, snapshot.OverRange);
        Assert.Empty(snapshot.Buckets);
    }
}
