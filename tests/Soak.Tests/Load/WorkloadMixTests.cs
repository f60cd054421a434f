using HotPath.Soak.Load;

namespace HotPath.Soak.Tests.Load;

public sealed class WorkloadMixTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3, 1)]
    [InlineData(10, 3, 1)]
    [InlineData(40, 30, 20, 10)]
    public void GroupOf_OverEachCycle_GivesExactShares(params int[] weights)
    {
        WorkloadMix mix = new(weights, seed: 1);
        int total = weights.Sum();

        for (int cycle = 0; cycle < 3; cycle++)
        {
            int[] seen = new int[weights.Length];
            for (int i = 0; i < total; i++) seen[mix.GroupOf(((long)cycle * total) + i)]++;
            Assert.Equal(weights, seen);
        }
    }

    [Fact]
    public void GroupOf_EqualWeights_Alternates()
    {
        WorkloadMix mix = new([5, 5], seed: 1);

        Assert.Equal([0, 1, 0, 1, 0, 1], Enumerable.Range(0, 6).Select(number => mix.GroupOf(number)));
    }

    [Fact]
    public void SeedOf_TheSameRunSeed_IsTheSameAndFitsADouble()
    {
        WorkloadMix mix = new([1], seed: 42);
        WorkloadMix again = new([1], seed: 42);
        WorkloadMix other = new([1], seed: 43);

        long[] seeds = [.. Enumerable.Range(0, 1_000).Select(number => mix.SeedOf(number))];

        Assert.Equal(seeds, Enumerable.Range(0, 1_000).Select(number => again.SeedOf(number)));
        Assert.All(seeds, seed => Assert.InRange(seed, 0, (1L << 53) - 1));
        Assert.Equal(1_000, seeds.Distinct().Count());
        Assert.Empty(seeds.Intersect(Enumerable.Range(0, 1_000).Select(number => other.SeedOf(number))));
    }
}
