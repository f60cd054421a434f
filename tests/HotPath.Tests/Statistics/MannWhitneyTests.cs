using HotPath.Analysis.Statistics;
using Perfolizer.Mathematics.SignificanceTesting.MannWhitney;

namespace HotPath.Tests.Statistics;

public sealed class MannWhitneyTests
{
    [Fact]
    public void ProbabilityOfAtMost_AllSizesUpToEight_IsThatOfEveryArrangement()
    {
        foreach ((int first, int second) in Arrangements.SizesUpToEight)
        {
            long[] counts = Arrangements.CountsOfU(first, second);
            long all = counts.Sum(), below = 0;

            for (int u = 0; u <= first * second; u++)
            {
                below += counts[u];
                Assert.Equal((double)below / all, MannWhitney.ProbabilityOfAtMost(first, second, u));
            }
        }
    }

    [Fact]
    public void TailLength_AllSizesUpToEight_IsTheLongestThatAlphaAllows()
    {
        foreach ((int first, int second) in Arrangements.SizesUpToEight)
        {
            long[] counts = Arrangements.CountsOfU(first, second);
            decimal all = counts.Sum();
            foreach (decimal alpha in new[] { 0.001m, 0.005m, 0.01m, 0.025m, 0.05m, 0.1m, 0.5m })
            {
                int longest = Enumerable.Range(0, counts.Length + 1).Last(k => counts.Take(k).Sum() <= alpha * all);

                Assert.Equal(longest, MannWhitney.TailLength(first, second, (double)alpha));
            }
        }
    }

    [Theory]
    [InlineData(3, 3, 0.05, 1)] // one arrangement in twenty: exactly alpha
    [InlineData(3, 3, 0.0499, 0)]
    [InlineData(4, 4, 0.005, 0)]
    [InlineData(5, 5, 0.005, 1)] // one in 252; two would be 0.0079
    [InlineData(10, 10, 0.005, 17)] // tables give 16 as the critical value of U
    [InlineData(20, 20, 0.025, 128)] // tables: 127
    public void TailLength_KnownSizes_IsThatOfTheTables(int first, int second, double alpha, int length)
    {
        Assert.Equal(length, MannWhitney.TailLength(first, second, alpha));
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(20, 7)]
    [InlineData(32, 32)] // the most that it can count
    public void ProbabilityOfAtMost_MoreValues_IsPerfolizers(int first, int second)
    {
        foreach (int u in Enumerable.Range(0, first * second).Where(u => u % 13 == 0))
        {
            double below = MannWhitneyLoefflerExactCdf.Instance.Cdf(first, second, u + 1); // it gives the probability of less than

            Assert.Equal(1, MannWhitney.ProbabilityOfAtMost(first, second, u) / below, 1e-12);
        }
    }

    [Fact]
    public void ProbabilityOfAtMost_MostValues_IsSymmetric()
    {
        const int Pairs = 100 * 100;

        foreach (int u in new[] { 0, 1, 3_000, 4_999 })
        {
            double above = 1 - MannWhitney.ProbabilityOfAtMost(100, 100, Pairs - u - 1);
            Assert.Equal(above, MannWhitney.ProbabilityOfAtMost(100, 100, u), 1e-12);
        }
    }

    [Fact]
    public void ProbabilityOfAtMost_OutsideAllPairs_IsZeroOrOne()
    {
        Assert.Equal(0, MannWhitney.ProbabilityOfAtMost(3, 4, -1));
        Assert.Equal(1, MannWhitney.ProbabilityOfAtMost(3, 4, 12));
        Assert.Equal(1, MannWhitney.ProbabilityOfAtMost(3, 4, 1_000));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(101, 100)]
    [InlineData(int.MaxValue, 1)]
    public void ProbabilityOfAtMost_SizesItCannotCount_Throws(int first, int second)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MannWhitney.ProbabilityOfAtMost(first, second, 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void TailLength_NoProbability_Throws(double alpha)
    {
        Assert.Throws<ArgumentOutOfRangeException>(nameof(alpha), () => MannWhitney.TailLength(5, 5, alpha));
    }
}
