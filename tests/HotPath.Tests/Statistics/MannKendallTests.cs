using HotPath.Analysis.Statistics;

namespace HotPath.Tests.Statistics;

public sealed class MannKendallTests
{
    /// <summary>All orders of a few values, each as likely as the others: the variance that the formula must give, ties or not.</summary>
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(new double[] { 1, 1, 3, 4, 5, 6 })]
    [InlineData(new double[] { 1, 1, 1, 4, 4, 6 })]
    [InlineData(new double[] { 2, 2, 2, 2, 2, 7 })]
    public void Test_AnyTies_HasTheVarianceOfAllOrders(double[] values)
    {
        long[] scores = [.. OrdersOf(values).Select(ScoreByBruteForce)];

        (_, double variance, _, _) = MannKendall.Test(values);

        Assert.Equal(0, scores.Average(), 9);
        Assert.Equal(scores.Average(score => (double)score * score), variance, 9);
    }

    [Fact]
    public void Test_RandomValues_IsTheScoreByBruteForce()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(seed);
            double[] values = [.. Enumerable.Range(0, 40).Select(_ => (double)random.Next(15))];

            Assert.Equal(ScoreByBruteForce(values), MannKendall.Test(values).S);
        }
    }

    /// <summary>Gilbert (1987), Statistical Methods for Environmental Pollution Monitoring, section 16.4: S and its variance for n = 10 without ties is 125.</summary>
    [Fact]
    public void Test_TenRisingValues_IsFortyFiveWithAVarianceOf125()
    {
        (long s, double variance, double z, double p) = MannKendall.Test([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

        Assert.Equal((45, 125), (s, variance));
        Assert.Equal(44 / Math.Sqrt(125), z, 12);
        Assert.Equal(8.30e-5, p, 1e-6);
    }

    [Fact]
    public void Test_AllEqual_HasNoTrend()
    {
        Assert.Equal((0, 0, 0, 1), MannKendall.Test([3, 3, 3, 3]));
    }

    private static long ScoreByBruteForce(double[] values) =>
        (from i in Enumerable.Range(0, values.Length)
         from j in Enumerable.Range(i + 1, values.Length - i - 1)
         select (long)Math.Sign(values[j] - values[i])).Sum();

    private static IEnumerable<double[]> OrdersOf(double[] values)
    {
        if (values.Length <= 1) return [values];

        return Enumerable.Range(0, values.Length).SelectMany(first =>
            OrdersOf([.. values.Where((_, i) => i != first)]).Select(rest => (double[])[values[first], .. rest]));
    }
}
