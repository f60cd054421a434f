using HotPath.Recording;

namespace HotPath.Tests.Recording;

public class ValueAtPercentileTests
{
    private const int Seed = 20_240_607;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(10, 1)]
    [InlineData(10.1, 2)]
    [InlineData(50, 5)]
    [InlineData(90, 9)]
    [InlineData(92, 10)] // rounding to the nearest would give 9
    [InlineData(100, 10)]
    [InlineData(-5, 1)]
    [InlineData(250, 10)]
    public void ValueAtPercentile_OneToTen_IsTheFirstThatEnoughAreAtOrBelow(double percentile, long expected)
    {
        HistogramSnapshot snapshot = new();
        for (int value = 1; value <= 10; value++) snapshot.Record(value);

        Assert.Equal(expected, snapshot.ValueAtPercentile(percentile));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    [InlineData(20_000)]
    public void ValueAtPercentile_SeededValues_IsTheBucketOfTheSortedListsAnswer(int count)
    {
        Random random = new(Seed);
        long[] values = new long[count];
        HistogramSnapshot snapshot = new();
        for (int i = 0; i < count; i++)
        {
            values[i] = (long)Math.Exp(random.NextDouble() * 28);
            snapshot.Record(values[i]);
        }

        Array.Sort(values);

        // In thousandths of a percent, so that the rank is a sum of whole numbers here and a rounded product there.
        for (int thousandths = 1; thousandths <= 100_000; thousandths += 97)
        {
            long rank = (((long)thousandths * count) + 99_999) / 100_000;
            long exact = values[rank - 1];

            long actual = snapshot.ValueAtPercentile(thousandths / 1_000.0);

            Assert.True(
                HistogramLayout.HighestOf(HistogramLayout.IndexOf(exact)) == actual,
                $"p{thousandths / 1_000.0} of {count} values (seed {Seed}) is {actual}; the list has {exact}.");
        }
    }

    [Fact]
    public void ValueAtPercentile_Zero_IsTheLowestOfTheFirstBucket()
    {
        HistogramSnapshot snapshot = new();
        snapshot.Record(4_098);

        Assert.Equal(4_096, snapshot.ValueAtPercentile(0));
        Assert.Equal(4_099, snapshot.ValueAtPercentile(double.Epsilon));
    }

    [Fact]
    public void ValueAtPercentile_MoreValuesThanADoubleTellsApart_IsStillTheLast()
    {
        HistogramSnapshot snapshot = new();
        snapshot.Record(3, long.MaxValue - 1);
        snapshot.Record(9);

        Assert.Equal(3, snapshot.ValueAtPercentile(50));
        Assert.Contains(snapshot.ValueAtPercentile(100), new long[] { 3, 9 });
    }

    [Fact]
    public void ValueAtPercentile_NotANumber_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new HistogramSnapshot().ValueAtPercentile(double.NaN));
    }
}
