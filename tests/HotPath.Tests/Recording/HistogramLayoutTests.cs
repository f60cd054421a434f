using HotPath.Recording;

namespace HotPath.Tests.Recording;

public class HistogramLayoutTests
{
    [Fact]
    public void IndexOf_EdgesOfEveryBucket_AreThatBucketAndLeaveNoGap()
    {
        long next = 0;
        for (int index = 0; index < HistogramLayout.BucketCount; index++)
        {
            long lowest = HistogramLayout.LowestOf(index);
            long highest = HistogramLayout.HighestOf(index);

            Assert.Equal(next, lowest);
            Assert.Equal(index, HistogramLayout.IndexOf(lowest));
            Assert.Equal(index, HistogramLayout.IndexOf(highest));
            next = highest + 1;
        }

        Assert.Equal(HistogramLayout.MaxNanoseconds + 1, next);
    }

    [Fact]
    public void IndexOf_EveryPowerOfTwoAndItsNeighbours_IsTheGeneralLayouts()
    {
        for (int bit = 0; bit < 42; bit++)
        {
            for (long value = (1L << bit) - 1; value <= (1L << bit) + 1; value++)
            {
                int index = HistogramLayout.IndexOf(value);

                Assert.Equal(HdrLayout.Latency.IndexOf(value), index);
                Assert.InRange(value, HistogramLayout.LowestOf(index), HistogramLayout.HighestOf(index));
            }
        }
    }

    [Theory]
    [InlineData(2_047)]             // last value with a bucket of its own
    [InlineData(2_048)]             // first that shares one
    [InlineData(3_600_000_000_000)] // one hour
    [InlineData(HistogramLayout.MaxNanoseconds)]
    public void IndexOf_AnyDuration_IsWithinATenthOfAPercent(long nanoseconds)
    {
        long highest = HistogramLayout.HighestOf(HistogramLayout.IndexOf(nanoseconds));

        Assert.InRange(highest, nanoseconds, nanoseconds + (nanoseconds / 1_000));
    }

    [Theory]
    [InlineData(long.MinValue, 0)]
    [InlineData(-1, 0)]
    [InlineData(HistogramLayout.MaxNanoseconds + 1, HistogramLayout.BucketCount - 1)]
    [InlineData(long.MaxValue, HistogramLayout.BucketCount - 1)]
    public void IndexOf_OutsideTheRange_IsTheNearestBucket(long nanoseconds, int expected)
    {
        Assert.Equal(expected, HistogramLayout.IndexOf(nanoseconds));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(HistogramLayout.MaxNanoseconds + 1)]
    [InlineData(long.MaxValue)]
    public void UnclampedIndexOf_OutsideTheRange_IsPastTheBuckets(long nanoseconds)
    {
        Assert.InRange(HistogramLayout.UnclampedIndexOf(nanoseconds), HistogramLayout.BucketCount, int.MaxValue);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(HistogramLayout.BucketCount)]
    public void LowestOf_NoSuchBucket_Throws(int index)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HistogramLayout.LowestOf(index));
        Assert.Throws<ArgumentOutOfRangeException>(() => HistogramLayout.HighestOf(index));
    }
}
