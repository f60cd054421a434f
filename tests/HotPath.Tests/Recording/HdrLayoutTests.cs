using HotPath.Recording;

namespace HotPath.Tests.Recording;

public class HdrLayoutTests
{
    [Theory]
    [InlineData(1, 3_600_000_000, 3, 23_552)]
    [InlineData(1, 3_600_000_000_000, 3, 33_792)]
    [InlineData(1_000, 60_000_000_000, 2, 2_688)]
    [InlineData(1, long.MaxValue, 5, 6_160_384)] // the largest there is
    [InlineData(1, 2, 0, 3)]
    public void Length_KnownLayout_IsAsOthersHaveIt(long lowest, long highest, int digits, int expected)
    {
        Assert.Equal(expected, new HdrLayout(lowest, highest, digits).Length);
    }

    [Fact]
    public void Latency_ItsLength_IsTheRecorders()
    {
        Assert.Equal(HistogramLayout.BucketCount, HdrLayout.Latency.Length);
        Assert.Equal(HistogramLayout.MaxNanoseconds, HdrLayout.Latency.HighestOf(HdrLayout.Latency.Length - 1));
    }

    [Theory]
    [InlineData(1, 3_600_000_000_000, 3)]
    [InlineData(1_000, 60_000_000_000, 2)]
    [InlineData(1, long.MaxValue, 3)]    // the last bucket ends at the last number there is
    [InlineData(1L << 60, long.MaxValue, 0)]
    [InlineData(7, 100, 0)]
    [InlineData(3, 1_000_000, 1)]
    public void IndexOf_EdgesOfEveryBucket_AreThatBucketAndLeaveNoGap(long lowest, long highest, int digits)
    {
        HdrLayout layout = new(lowest, highest, digits);

        long next = 0;
        for (int index = 0; index < layout.Length; index++)
        {
            Assert.Equal(next, layout.LowestOf(index));
            Assert.Equal(index, layout.IndexOf(layout.LowestOf(index)));
            Assert.Equal(index, layout.IndexOf(layout.HighestOf(index)));
            next = unchecked(layout.HighestOf(index) + 1);
        }

        Assert.True(next > highest || next == long.MinValue, $"The buckets end before {next}.");
    }

    [Theory]
    [InlineData(0, 100, 3)]
    [InlineData(-5, 100, 3)]
    [InlineData(10, 19, 3)]
    [InlineData(1, -1, 3)]
    [InlineData(1, 100, 6)]
    [InlineData(1, 100, -1)]
    [InlineData(1L << 60, long.MaxValue, 3)] // 2^60 and 10 bits for the digits do not fit
    public void Constructor_NoLayout_SaysWhy(long lowest, long highest, int digits)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new HdrLayout(lowest, highest, digits));

        Assert.Contains("must be", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equals_SameInputs_IsTrue()
    {
        Assert.Equal(HdrLayout.Latency, new HdrLayout(1, 3_600_000_000_000, 3));
        Assert.NotEqual(HdrLayout.Latency, new HdrLayout(1, 3_600_000_000_000, 2));
    }
}
