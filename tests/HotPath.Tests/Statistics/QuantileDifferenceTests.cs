using HotPath.Analysis.Statistics;

namespace HotPath.Tests.Statistics;

public sealed class QuantileDifferenceTests
{
    private const int Seed = 20_260_101;

    /// <summary>Of samples with a known difference, skewed as latencies are, the interval holds it in about 95 of 100.</summary>
    [Theory]
    [InlineData(0.5, 40)]
    [InlineData(0.5, 400)]
    [InlineData(0.95, 400)]
    [InlineData(0.95, 4_000)]
    public void Of_SamplesOfKnownDifference_HoldsItAsOftenAsItSays(double quantile, int size)
    {
        const int Trials = 2_000;
        Random random = new(Seed);
        double truth = -Math.Log(1 - quantile) * (3 - 1); // of exponential distributions with the means 3 and 1
        int held = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            (double low, double estimate, double high) = Between(quantile, Exponential(random, size, mean: 3), Exponential(random, size, mean: 1))!.Value;
            Assert.True(low <= estimate && estimate <= high);
            if (low <= truth && truth <= high) held++;
        }

        Assert.True((double)held / Trials is > 0.93 and < 0.985, $"held {held} of {Trials}, seed {Seed}");
    }

    [Theory]
    [InlineData(0.5, 10, true)]
    [InlineData(0.5, 9, false)]
    [InlineData(0.95, 100, true)]
    [InlineData(0.95, 99, false)]
    public void Of_FewValues_SaysNothing(double quantile, int size, bool says)
    {
        double[] values = [.. Enumerable.Range(0, size).Select(i => (double)i)];

        Assert.Equal(says, Between(quantile, values, values) is not null);
    }

    [Fact]
    public void Of_SameSample_LiesRoundZero()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => (double)i)];

        (double low, double estimate, double high) = Between(0.5, values, values)!.Value;

        Assert.Equal((0, -high), (estimate, low));
        Assert.InRange(high, 10, 20); // 1.96 standard errors of 7.1, which the order statistics put at 5 each
    }

    private static (double Low, double Estimate, double High)? Between(double quantile, double[] first, double[] second) =>
        QuantileDifference.Of(quantile, first.Length, share => ValueAt(first, share), second.Length, share => ValueAt(second, share));

    private static double ValueAt(double[] sorted, double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];

    private static double[] Exponential(Random random, int size, double mean) =>
        [.. Enumerable.Range(0, size).Select(_ => -Math.Log(1 - random.NextDouble()) * mean).Order()];
}
