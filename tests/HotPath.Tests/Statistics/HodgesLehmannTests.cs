using HotPath.Analysis.Statistics;
using Perfolizer;
using Perfolizer.Mathematics.GenericEstimators;

namespace HotPath.Tests.Statistics;

public sealed class HodgesLehmannTests
{
    private static readonly double[] Alphas = [0.005, 0.01, 0.05, 0.25];

    [Fact]
    public void Shift_AllSizesUpToEight_EstimateAndBoundsAreThoseOfAllPairsAndArrangements()
    {
        foreach ((int first, int second) in Arrangements.SizesUpToEight)
        {
            Random random = new((first * 10) + second);
            double[] baseline = [.. Enumerable.Range(0, first).Select(_ => random.NextDouble())];
            double[] head = [.. Enumerable.Range(0, second).Select(_ => 0.2 + random.NextDouble())];
            double[] differences = [.. from y in head from x in baseline orderby y - x select y - x];
            long[] counts = Arrangements.CountsOfU(first, second);

            foreach (double alpha in Alphas)
            {
                (double estimate, double lower, double upper) = HodgesLehmann.Shift(baseline, head, alpha);

                int left = Enumerable.Range(0, counts.Length).Last(k => (double)counts.Take(k).Sum() / counts.Sum() <= alpha);
                Assert.Equal(HodgesLehmannEstimator.Instance.Shift(new Sample(head), new Sample(baseline)), estimate, 1e-14);
                Assert.Equal(left == 0 ? double.NegativeInfinity : differences[left - 1], lower);
                Assert.Equal(left == 0 ? double.PositiveInfinity : differences[differences.Length - left], upper);
            }
        }
    }

    [Fact]
    public void Shift_EveryArrangementOfOneDistribution_EachBoundIsWrongInAtMostAlphaOfThem()
    {
        foreach ((int first, int second) in Arrangements.SizesUpToEight.Where(sizes => sizes.First + sizes.Second <= 12))
        {
            foreach (double alpha in Alphas)
            {
                (double above, double below) = SharesWithoutZero(first, second, alpha, value: rank => rank);

                Assert.True(above <= alpha && below <= alpha, $"{first} and {second} at {alpha}: {above} above 0, {below} below.");
            }
        }
    }

    [Fact]
    public void Shift_EveryArrangementWithTies_IsWrongLessOften()
    {
        foreach ((int first, int second) in Arrangements.SizesUpToEight.Where(sizes => sizes.First + sizes.Second is > 7 and <= 12))
        {
            (double above, double below) = SharesWithoutZero(first, second, alpha: 0.05, value: rank => rank / 3); // threes of equal values
            (double aboveOfAllApart, _) = SharesWithoutZero(first, second, alpha: 0.05, value: rank => rank);

            Assert.True(above <= aboveOfAllApart && below <= aboveOfAllApart, $"{first} and {second}: {above} and {below} with ties, {aboveOfAllApart} without.");
        }
    }

    [Fact]
    public void Shift_AllValuesEqual_SaysNothingBeyondThem()
    {
        double[] same = [.. Enumerable.Repeat(7.5, 10)];

        Assert.Equal((0, 0, 0), HodgesLehmann.Shift(same, same, 0.005));
    }

    [Theory]
    [InlineData(4, 4, 0.005)]
    [InlineData(1, 8, 0.1)]
    [InlineData(3, 3, 0.0499)]
    public void Ratio_TooFewForAlpha_HasNoBounds(int first, int second, double alpha)
    {
        double[] baseline = [.. Enumerable.Range(1, first).Select(i => (double)i)];
        double[] head = [.. Enumerable.Range(100, second).Select(i => (double)i)]; // far above every one

        (double estimate, double lower, double upper) = HodgesLehmann.Ratio(baseline, head, alpha);

        Assert.True(estimate > 1);
        Assert.Equal((0, double.PositiveInfinity), (lower, upper));
    }

    [Fact]
    public void Ratio_HeadIsATenthMore_IsOneTenthBetweenItsBounds()
    {
        double[] baseline = [101, 99, 104, 98, 100, 103, 97, 102, 105, 96];
        double[] head = [.. baseline.Reverse().Select(value => value * 1.1)];

        (double estimate, double lower, double upper) = HodgesLehmann.Ratio(baseline, head, 0.005);

        Assert.Equal(1.1, estimate, 1e-12);
        Assert.InRange(lower, 1.05, 1.1);
        Assert.InRange(upper, 1.1, 1.15);
    }

    [Fact]
    public void Ratio_SamplesExchanged_IsItsInverse()
    {
        double[] baseline = [12, 15, 11, 19, 14, 13];
        double[] head = [14, 18, 16, 21, 17];

        (double estimate, double lower, double upper) = HodgesLehmann.Ratio(baseline, head, 0.05);
        (double inverse, double inverseLower, double inverseUpper) = HodgesLehmann.Ratio(head, baseline, 0.05);

        Assert.Equal(1, estimate * inverse, 1e-12);
        Assert.Equal(1, lower * inverseUpper, 1e-12);
        Assert.Equal(1, upper * inverseLower, 1e-12);
    }

    [Fact]
    public void RatioEstimate_AnySize_IsThatOfAllPairs()
    {
        double[] baseline = [.. Enumerable.Range(1, 150).Select(i => 100.0 + (i * 7 % 31))];
        double[] head = [.. baseline.Select(value => value * 1.25)]; // together more than a bound can be of

        Assert.Equal(1.25, HodgesLehmann.RatioEstimate(baseline, head), 1e-12);
        Assert.Equal(HodgesLehmann.Ratio(baseline.AsSpan(..40), head.AsSpan(20..70), 0.005).Estimate, HodgesLehmann.RatioEstimate(baseline.AsSpan(..40), head.AsSpan(20..70)));
        Assert.Throws<ArgumentException>("head", () => HodgesLehmann.RatioEstimate(baseline, []));
        Assert.Throws<ArgumentException>("baseline", () => HodgesLehmann.RatioEstimate([0], head));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Ratio_ValueWithoutALogarithm_Throws(double value)
    {
        Assert.Throws<ArgumentException>("baseline", () => HodgesLehmann.Ratio([1, value], [1, 2], 0.05));
        Assert.Throws<ArgumentException>("head", () => HodgesLehmann.Ratio([1, 2], [value], 0.05));
    }

    [Fact]
    public void Shift_NothingOrNoNumber_Throws()
    {
        Assert.Throws<ArgumentException>("baseline", () => HodgesLehmann.Shift([], [1], 0.05));
        Assert.Throws<ArgumentException>("head", () => HodgesLehmann.Shift([1], [], 0.05));
        Assert.Throws<ArgumentException>("head", () => HodgesLehmann.Shift([1], [double.NaN], 0.05));
    }

    private static (double Above, double Below) SharesWithoutZero(int first, int second, double alpha, Func<int, double> value)
    {
        int above = 0, below = 0, all = 0;
        foreach (uint ranks in Arrangements.RanksOfFirst(first, second))
        {
            ILookup<bool, double> samples = Enumerable.Range(0, first + second).ToLookup(rank => (ranks >> rank & 1) == 1, value);
            (_, double lower, double upper) = HodgesLehmann.Shift([.. samples[true]], [.. samples[false]], alpha);
            if (lower > 0) above++;
            if (upper < 0) below++;
            all++;
        }

        return ((double)above / all, (double)below / all);
    }
}
