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

    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1, 1)]
    [InlineData(97, 1, 1, 1)]
    [InlineData(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]
    [InlineData(1_000_000, 1)]
    [InlineData(97, 19, 97, 97, 5, 1, 19, 19, 1)] // the way of the largest credit is up to 1.28 off
    public void GroupOf_AnyPrefix_IsWithinOneRequestOfTheShares(params int[] weights) => AssertWithinOne(weights);

    [Fact]
    public void GroupOf_AnyWeights_IsWithinOneRequestOfTheShares()
    {
        Random random = new(1);
        for (int round = 0; round < 200; round++) AssertWithinOne([.. Enumerable.Range(0, random.Next(2, 40)).Select(_ => random.Next(1, 60))]);
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

    private static void AssertWithinOne(int[] weights)
    {
        WorkloadMix mix = new(weights, seed: 1);
        long total = weights.Sum();
        long[] seen = new long[weights.Length];
        for (long number = 0; number < total; number++)
        {
            seen[mix.GroupOf(number)]++;
            for (int group = 0; group < weights.Length; group++)
            {
                long off = (seen[group] * total) - ((number + 1) * weights[group]); // in parts of a request: below one is below the total
                if (Math.Abs(off) >= total) Assert.Fail($"weights {string.Join(',', weights)}: group {group} had {seen[group]} of the first {number + 1}");
            }
        }
    }
}
