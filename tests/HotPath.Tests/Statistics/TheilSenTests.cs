using HotPath.Analysis.Statistics;

namespace HotPath.Tests.Statistics;

public sealed class TheilSenTests
{
    [Fact]
    public void Slope_StraightLine_IsItsSlope()
    {
        double[] x = [0, 1, 2, 5, 9];
        double[] y = [.. x.Select(value => 3 - (0.5 * value))];

        Assert.Equal(-0.5, TheilSen.Slope(x, y));
    }

    [Fact]
    public void Slope_WildSamples_StaysWithTheRest()
    {
        double[] x = [.. Enumerable.Range(0, 20).Select(i => (double)i)];
        double[] y = [.. x.Select(value => 2 * value)];
        (y[3], y[11], y[17]) = (1e9, -1e9, 1e9);

        Assert.Equal(2.0, TheilSen.Slope(x, y));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(17)]
    [InlineData(100)]
    [InlineData(300)]
    public void Slope_UpToTheMostPoints_IsTheMedianOfAllPairs(int count)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            Random random = new(seed);
            double[] x = [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(50))]; // with equal x among them
            double[] y = [.. x.Select(value => value + random.NextDouble())];

            double? slope = TheilSen.Slope(x, y);

            Assert.Equal(ByBruteForce(x, y), slope);
        }
    }

    [Fact]
    public void Slope_MorePoints_IsThatOfTheEvenlyThinnedOnes()
    {
        Random random = new(7);
        double[] x = [.. Enumerable.Range(0, 10_000).Select(i => (double)i)];
        double[] y = [.. x.Select(value => (0.25 * value) + (1_000 * random.NextDouble()))];
        int[] kept = [.. Enumerable.Range(0, TheilSen.MaxPoints).Select(i => i * (x.Length - 1) / (TheilSen.MaxPoints - 1))];

        double? slope = TheilSen.Slope(x, y);

        Assert.Equal((0, x.Length - 1), (kept[0], kept[^1]));
        Assert.Equal(ByBruteForce([.. kept.Select(i => x[i])], [.. kept.Select(i => y[i])]), slope);
        Assert.InRange(slope!.Value, 0.24, 0.26);
    }

    [Fact]
    public void Slope_PointsThatAreNoNumbers_AreLeftOut()
    {
        double[] x = [0, 1, double.NaN, 2, 3, double.PositiveInfinity];
        double[] y = [0, 2, 5, double.NaN, 6, 9];

        Assert.Equal(2.0, TheilSen.Slope(x, y));
    }

    [Fact]
    public void Slope_TooSteepForADouble_IsStillANumber()
    {
        double[] x = [0, double.Epsilon, 1, 2];
        double[] y = [-double.MaxValue, double.MaxValue, 0, 0];

        Assert.True(double.IsFinite(TheilSen.Slope(x, y)!.Value));
    }

    [Fact]
    public void Slope_NothingToTell_IsNull()
    {
        Assert.Null(TheilSen.Slope([], []));
        Assert.Null(TheilSen.Slope([0, 1], [0, 1]));
        Assert.Null(TheilSen.Slope([5, 5, 5], [1, 2, 3]));
        Assert.Null(TheilSen.Slope([0, 1, double.NaN], [0, 1, 2]));
    }

    [Fact]
    public void Slope_LengthsDiffer_Throws()
    {
        Assert.Throws<ArgumentException>("y", () => TheilSen.Slope([1, 2, 3], [1, 2]));
    }

    /// <summary>Hollander and Wolfe, Nonparametric Statistical Methods, example 9.1: rainfall after the seeding of clouds.</summary>
    [Fact]
    public void SlopeWithInterval_PublishedExample_IsItsSlopeBetweenTheOrderedSlopes()
    {
        SlopeInterval interval = TheilSen.SlopeWithInterval([1, 2, 3, 4, 5], [1.26, 1.27, 1.12, 1.16, 1.03], confidence: 0.80)!.Value;

        Assert.Equal(-0.05625, interval.Estimate, 12);
        Assert.Equal(-0.13, interval.Low, 12);
        Assert.Equal(0.01, interval.High, 12);
    }

    /// <summary>The other way round: the slopes that Kendall's test does not refuse.</summary>
    [Theory]
    [InlineData(12, 0.90)]
    [InlineData(30, 0.95)]
    [InlineData(80, 0.99)]
    public void SlopeWithInterval_AnySlopeOutside_IsRefusedByKendall(int count, double confidence)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            Random random = new(seed);
            double[] x = [.. Enumerable.Range(0, count).Select(i => i + random.NextDouble())];
            double[] y = [.. x.Select(value => (0.3 * value) + (5 * random.NextDouble()))];

            SlopeInterval interval = TheilSen.SlopeWithInterval(x, y, confidence)!.Value;

            double reach = NormalQuantile((1 + confidence) / 2) * Math.Sqrt(count * (count - 1.0) * ((2 * count) + 5) / 18);
            Assert.True(ScoreWithout(x, y, interval.Low - 1e-9) > reach, $"seed {seed}");
            Assert.True(ScoreWithout(x, y, interval.High + 1e-9) < -reach, $"seed {seed}");
            Assert.InRange(ScoreWithout(x, y, interval.Low + 1e-9), -reach, reach + 2);
            Assert.InRange(ScoreWithout(x, y, interval.High - 1e-9), -reach - 2, reach);
        }
    }

    [Fact]
    public void SlopeWithInterval_FreshNoise_HoldsTheTrueSlopeAsOftenAsItSays()
    {
        int held = 0;
        for (int seed = 0; seed < 2_000; seed++)
        {
            Random random = new(seed);
            double[] x = [.. Enumerable.Range(0, 25).Select(i => (double)i)];
            double[] y = [.. x.Select(value => (0.7 * value) + (20 * random.NextDouble()))];
            SlopeInterval interval = TheilSen.SlopeWithInterval(x, y)!.Value;
            if (interval.Low <= 0.7 && 0.7 <= interval.High) held++;
        }

        Assert.InRange(held, 1_880, 1_930); // 95 % less three standard errors, and what rounding to whole ranks adds
    }

    [Fact]
    public void SlopeWithInterval_TooFewPointsForTheConfidence_IsWithoutBounds()
    {
        SlopeInterval interval = TheilSen.SlopeWithInterval([1, 2, 3], [1, 2, 3], confidence: 0.99)!.Value;

        Assert.Equal(new SlopeInterval(double.NegativeInfinity, 1, double.PositiveInfinity), interval);
    }

    private static long ScoreWithout(double[] x, double[] y, double slope) =>
        (from i in Enumerable.Range(0, x.Length)
         from j in Enumerable.Range(i + 1, x.Length - i - 1)
         select (long)Math.Sign(y[j] - y[i] - (slope * (x[j] - x[i])))).Sum();

    private static double NormalQuantile(double share) => share switch
    {
        0.95 => 1.6448536269514722,
        0.975 => 1.959963984540054,
        _ => 2.5758293035489004,
    };

    private static double ByBruteForce(double[] x, double[] y)
    {
        double[] slopes =
        [
            .. from i in Enumerable.Range(0, x.Length)
               from j in Enumerable.Range(0, x.Length)
               where x[i] < x[j]
               let slope = (y[j] - y[i]) / (x[j] - x[i])
               orderby slope
               select slope,
        ];
        return slopes.Length % 2 == 1
            ? slopes[slopes.Length / 2]
            : (slopes[(slopes.Length / 2) - 1] / 2) + (slopes[slopes.Length / 2] / 2);
    }
}
