using HotPath.Analysis.Statistics;

namespace HotPath.Tests.Statistics;

public sealed class FasterHalvesTests
{
    private const double Alpha = 0.05;

    [Fact]
    public void Ratio_FasterHalves_IsThatOfTheirGeometricMeans()
    {
        Assert.Equal(Math.Sqrt(3 * 6) / Math.Sqrt(2 * 4), FasterHalves.Ratio([4, 2, 100, 50], [6, 3, 7, 900]), 12);
        Assert.Equal(5, FasterHalves.Ratio([2], [10]), 12);
        Assert.Equal(Math.Sqrt(3 * 6) / 2, FasterHalves.Ratio([2, 7], [900, 6, 3]), 12); // of three, the middle one belongs to the half
    }

    /// <summary>Against every arrangement, dealt out in another way than the class does it.</summary>
    [Fact]
    public void IsSlower_AllSizesUpToEight_IsTheShareOfArrangementsAsFarApart()
    {
        foreach ((int first, int second) in Arrangements.SizesUpToEight)
        {
            Random random = new((first * 10) + second);
            double[] baseline = [.. Enumerable.Range(0, first).Select(_ => 1 + random.NextDouble())];
            double[] head = [.. Enumerable.Range(0, second).Select(_ => 1.3 + random.NextDouble())];
            double p = ShareAsFar(baseline, head);
            FasterHalves halves = new(first, second, most: 20_000); // 12,870 of two eights

            Assert.True(halves.IsSlower(baseline, head, p + 1e-9), $"{first} and {second}: p is {p}");
            Assert.False(halves.IsSlower(baseline, head, p - 1e-9), $"{first} and {second}: p is {p}");
        }
    }

    [Fact]
    public void IsSlower_EveryArrangementOfOneDistribution_IsSoInAtMostAlphaOfThem()
    {
        foreach ((int first, int second) in Arrangements.SizesUpToEight.Where(sizes => sizes.First + sizes.Second <= 11))
        {
            FasterHalves halves = new(first, second, most: 20_000); // 12,870 of two eights
            bool[] slower =
            [
                .. Arrangements.RanksOfFirst(first, second).Select(ranks => halves.IsSlower(
                    ValuesOf(ranks, first + second, ofFirst: true), ValuesOf(ranks, first + second, ofFirst: false), Alpha)),
            ];

            Assert.True(slower.Count(each => each) <= Alpha * slower.Length, $"{first} and {second}: {slower.Count(each => each)} of {slower.Length}");
        }
    }

    /// <summary>More ways than are tried: drawn ones, of which the one that was seen is one, keep what was promised.</summary>
    [Fact]
    public void IsSlower_DrawnDealsOfOneDistribution_IsSoInAboutAlpha()
    {
        FasterHalves drawn = new(12, 15, most: 999);
        Random random = new(1);
        const int Series = 4_000;

        int slower = Enumerable.Range(0, Series).Count(_ => drawn.IsSlower(Disturbed(random, 12), Disturbed(random, 15), Alpha));

        Assert.InRange((double)slower / Series, 0.038, 0.062); // 3.5 standard errors about 0.05
    }

    /// <summary>What it is for: a tenth more, where one in seven launches is disturbed and half as long again.</summary>
    [Fact]
    public void IsSlower_TenPercentMoreAmongDisturbedTimes_IsFoundFarMoreOftenThanByAllPairs()
    {
        FasterHalves halves = new(10, 10);
        Random random = new(1);
        (double[] Base, double[] Head)[] gates =
            [.. Enumerable.Range(0, 300).Select(_ => (Disturbed(random, 10), (double[])[.. Disturbed(random, 10).Select(time => 1.1 * time)]))];

        int byHalves = gates.Count(gate => halves.IsSlower(gate.Base, gate.Head, 0.005));
        int byPairs = gates.Count(gate => HodgesLehmann.Ratio(gate.Base, gate.Head, 0.005).Lower > 1);

        Assert.InRange(byHalves, 265, 300);
        Assert.True(byPairs < byHalves - 30, $"{byHalves} by halves, {byPairs} by pairs");
    }

    [Fact]
    public void Lower_FactorOfHead_MovesByThatFactor()
    {
        FasterHalves halves = new(10, 10);
        Random random = new(3);
        double[] baseline = Disturbed(random, 10);
        double[] head = Disturbed(random, 10);

        double once = halves.Lower(baseline, head, 0.005);
        double twice = halves.Lower(baseline, [.. head.Select(time => 2 * time)], 0.005);

        Assert.InRange(once, 0.5, FasterHalves.Ratio(baseline, head));
        Assert.InRange(twice / once, 1.998, 2.002);
        Assert.True(halves.IsSlower(baseline, [.. head.Select(time => time / once * 1.002)], 0.005));
        Assert.False(halves.IsSlower(baseline, [.. head.Select(time => time / once * 0.995)], 0.005));
    }

    [Fact]
    public void IsSlower_AsManyLaunchesAsAGateMayHave_FindsTwoPercent()
    {
        FasterHalves halves = new(99, 99);
        Random random = new(4);

        Assert.True(halves.IsSlower(Disturbed(random, 99), [.. Disturbed(random, 99).Select(time => 1.02 * time)], 0.005));
        Assert.False(halves.IsSlower(Disturbed(random, 99), Disturbed(random, 99), 0.005));
    }

    [Fact]
    public void Lower_SamplesTooSmallForAlpha_IsNone() => Assert.Equal(0, new FasterHalves(3, 3).Lower([1, 2, 3], [70, 80, 90], 0.005)); // one in twenty

    [Fact]
    public void IsSlower_WrongSamples_SaysWhatIsWrong()
    {
        FasterHalves halves = new(2, 2);

        Assert.Contains("2 and 2 were said", Assert.Throws<ArgumentException>(() => halves.IsSlower([1, 2], [1, 2, 3], Alpha)).Message, StringComparison.Ordinal);
        Assert.Contains("above 0", Assert.Throws<ArgumentException>(() => halves.IsSlower([1, 0], [1, 2], Alpha)).Message, StringComparison.Ordinal);
        Assert.Contains("above 0", Assert.Throws<ArgumentException>(() => halves.IsSlower([1, double.NaN], [1, 2], Alpha)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FasterHalves(0, 1));
    }

    private static double ShareAsFar(double[] baseline, double[] head)
    {
        double seen = FasterHalves.Ratio(baseline, head);
        double[] all = [.. baseline, .. head];
        double[] ratios =
        [
            .. Arrangements.RanksOfFirst(baseline.Length, head.Length).Select(places => FasterHalves.Ratio(
                [.. all.Where((_, place) => (places >> place & 1) == 1)], [.. all.Where((_, place) => (places >> place & 1) == 0)])),
        ];
        return (double)ratios.Count(ratio => ratio >= seen * (1 - 1e-12)) / ratios.Length;
    }

    private static double[] ValuesOf(uint ranks, int count, bool ofFirst) =>
        [.. Enumerable.Range(0, count).Where(rank => (ranks >> rank & 1) == 1 == ofFirst).Select(rank => rank + 1.0)];

    /// <summary>A launch's time: 3 % of noise, and one in seven is disturbed.</summary>
    private static double[] Disturbed(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => 100 * (1 + (0.03 * random.NextDouble())) * (random.Next(7) == 0 ? 1.3 + (0.4 * random.NextDouble()) : 1))];
}
