using HotPath.Analysis.Statistics;

namespace HotPath.Tests.Statistics;

public sealed class ClopperPearsonTests
{
    /// <summary>By the definition: with that probability, so few would come up with a probability of alpha; every way summed up.</summary>
    [Fact]
    public void Upper_AllCountsOfUpToThirty_LeaveAlphaBelowThem()
    {
        foreach (double alpha in (double[])[0.005, 0.05, 0.5])
        {
            for (int of = 1; of <= 30; of++)
            {
                for (int found = 0; found < of; found++)
                {
                    double upper = ClopperPearson.Upper(found, of, alpha);

                    Assert.True(upper > (double)found / of, $"{found} of {of} at {alpha}: {upper}");
                    Assert.Equal(alpha, ProbabilityOfAtMost(found, of, upper), 1e-12);
                }
            }
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(740_000)]
    public void Upper_NoneFound_IsOneLessTheRootOfAlpha(int of)
    {
        double expected = 1 - Math.Pow(0.05, 1.0 / of);

        Assert.Equal(1, ClopperPearson.Upper(0, of, 0.05) / expected, 1e-9);
    }

    /// <summary>Of rare cases the count is Poisson's, whose bounds stand in tables (Garwood 1936).</summary>
    [Theory]
    [InlineData(1, 4.7439)]
    [InlineData(3, 7.7537)]
    [InlineData(10, 16.9622)]
    [InlineData(30, 40.6907)]
    public void Upper_RareCases_AreThoseOfThePoissonDistribution(int found, double expected)
    {
        const int of = 50_000_000;

        Assert.Equal(expected, ClopperPearson.Upper(found, of, 0.05) * of, 1e-3);
    }

    [Fact]
    public void Upper_NearlyAllOrAll_StaysAProbability()
    {
        Assert.Equal(1, ClopperPearson.Upper(8, 8, 0.05));
        Assert.InRange(ClopperPearson.Upper(739_999, 740_000, 0.05), 739_999.0 / 740_000, 1);
    }

    [Theory]
    [InlineData(-1, 10, 0.05)]
    [InlineData(11, 10, 0.05)]
    [InlineData(0, 0, 0.05)]
    [InlineData(1, 10, 0)]
    [InlineData(1, 10, 0.51)]
    [InlineData(1, 10, double.NaN)]
    public void Upper_OutOfRange_Throws(int found, int of, double alpha)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Upper(found, of, alpha));
    }

    private static double ProbabilityOfAtMost(int found, int of, double probability)
    {
        double sum = 0;
        double ways = 1;
        for (int count = 0; count <= found; count++)
        {
            sum += ways * Math.Pow(probability, count) * Math.Pow(1 - probability, of - count);
            ways = ways * (of - count) / (count + 1);
        }

        return sum;
    }
}
