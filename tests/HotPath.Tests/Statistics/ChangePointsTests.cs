using HotPath.Analysis.Statistics;

namespace HotPath.Tests.Statistics;

public sealed class ChangePointsTests
{
    [Fact]
    public void Find_KnownLevels_FindsEachWhereItBegins()
    {
        int exact = 0;
        for (int seed = 0; seed < 50; seed++)
        {
            double[] series = SimulatedSeries.Levels(seed, (10, 40), (14, 30), (11, 50), (16, 40));

            IReadOnlyList<ChangePoint> found = ChangePoints.Find(series, alpha: 0.01, seed);

            Assert.True(found.Count == 3, $"{found.Count} points with seed {seed}: {string.Join("; ", found)}");
            Assert.All(found.Zip([40, 70, 120]), pair => Assert.InRange(pair.First.Index, pair.Second - 3, pair.Second + 3));
            Assert.All(found.Zip([(10, 14), (14, 11), (11, 16)]), pair =>
            {
                Assert.Equal(pair.Second.Item1, pair.First.Before, 1.0);
                Assert.Equal(pair.Second.Item2, pair.First.After, 1.0);
            });
            if (found.Select(point => point.Index).SequenceEqual([40, 70, 120])) exact++;
        }

        Assert.InRange(exact, 25, 50);
    }

    [Theory]
    [InlineData(30, 0, 8)]
    [InlineData(100, 0, 6)]
    [InlineData(300, 0, 6)]
    [InlineData(100, 0.3, 8)]
    [InlineData(200, 0.5, 8)]
    public void Find_StationaryNoise_FindsNothingButAsRarelyAsItSays(int count, double dependence, int mostWrong)
    {
        const int Series = 200;
        const double Alpha = 0.01;

        int wrong = 0;
        Parallel.For(0, Series, seed =>
        {
            if (ChangePoints.Find(SimulatedSeries.Autoregressive(count, dependence, seed), Alpha, seed).Count > 0) Interlocked.Increment(ref wrong);
        });

        Assert.True(wrong <= mostWrong, $"{wrong} of {Series} series without a change had one found.");
    }

    [Fact]
    public void Find_WildValues_AreNoChange()
    {
        double[] series = SimulatedSeries.Levels(3, (10, 100));
        (series[20], series[50], series[51], series[80]) = (1e6, -1e6, 1e6, 1e6);

        Assert.Empty(ChangePoints.Find(series, alpha: 0.01, seed: 1));
    }

    [Fact]
    public void Find_OneStep_IsFoundInAShortSeries()
    {
        double[] series = [100, 102, 101, 101, 100, 103, 101, 100, 102, 101, 111, 113, 110, 111, 112, 110, 111, 112, 111, 110];

        ChangePoint found = Assert.Single(ChangePoints.Find(series, alpha: 0.01, seed: 1));

        Assert.Equal((10, 101, 111), (found.Index, found.Before, found.After));
        Assert.InRange(found.P, 0.001, 0.01);
    }

    [Fact]
    public void Find_MoreValuesThanItLooksAt_FindsTheGroup()
    {
        double[] series = SimulatedSeries.Levels(1, (0, 5_000), (1, 4_300));

        ChangePoint found = Assert.Single(ChangePoints.Find(series, alpha: 0.001, seed: 1));

        Assert.InRange(found.Index, 4_900, 5_100);
    }

    [Fact]
    public void Find_TooShortOrConstant_FindsNothing()
    {
        Assert.Empty(ChangePoints.Find([], alpha: 0.01, seed: 1));
        Assert.Empty(ChangePoints.Find([1, 1, 1, 1, 9, 9, 9, 9, 9], alpha: 0.01, seed: 1));
        Assert.Empty(ChangePoints.Find([.. Enumerable.Repeat(5.0, 100)], alpha: 0.01, seed: 1));
    }

    [Fact]
    public void Find_NoNumberOrNoProbability_Throws()
    {
        Assert.Throws<ArgumentException>("series", () => ChangePoints.Find([1, double.NaN, 2], alpha: 0.01, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => ChangePoints.Find([1, 2], alpha: 0.0001, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => ChangePoints.Find([1, 2], double.NaN, seed: 1));
    }
}
