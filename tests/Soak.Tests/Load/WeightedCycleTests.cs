using HotPath.Soak.Load;

namespace HotPath.Soak.Tests.Load;

public sealed class WeightedCycleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3, 1)]
    [InlineData(40, 30, 20, 10)]
    [InlineData(97, 19, 97, 97, 5, 1, 19, 19, 1)]
    public void RankOf_EachNumber_CountsThoseOfItsMemberBeforeIt(params int[] weights)
    {
        WeightedCycle cycle = new(weights);
        long[] before = new long[weights.Length];

        for (long number = 0; number < 3L * weights.Sum(); number++)
        {
            Assert.Equal(before[cycle.MemberOf(number)]++, cycle.RankOf(number));
        }
    }

    [Fact]
    public void RankOf_FarAlong_GoesOnWithoutAGap()
    {
        WeightedCycle cycle = new([3, 1]);

        Assert.Equal(3_000_000_000_000, cycle.RankOf(4_000_000_000_000 + FirstOf(cycle, member: 0)));
        Assert.Equal(1_000_000_000_000, cycle.RankOf(4_000_000_000_000 + FirstOf(cycle, member: 1)));
    }

    private static long FirstOf(WeightedCycle cycle, int member) => Enumerable.Range(0, 4).First(number => cycle.MemberOf(number) == member);
}
