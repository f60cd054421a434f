using HotPath.Gate.Micro.Verdicts;
using HotPath.Gate.Soak.Comparing;
using HotPath.Gate.Soak.Reading;

namespace HotPath.EndToEnd.Tests.Gate.Soak;

public class FigureComparisonTests
{
    private static readonly SoakFigure Latency = new("ttft.p50", "ttft", "ms", 1.05);

    [Theory]
    [InlineData(3, 0.01)]
    [InlineData(3, 0.05)] // the threshold alone would let every sixth pass
    [InlineData(5, 0.1)]
    public void Of_SameDistribution_IsCalledWorseOnceInAThousandAtMost(int runs, double spread)
    {
        const int Comparisons = 20_000;
        Random random = new(7);

        int accused = Enumerable.Range(0, Comparisons).Count(_ => Compare(random, runs, spread, factor: 1).Verdict == Verdict.Regressed);

        Assert.InRange(accused, 0, 29); // 20 is one in a thousand, and 9 are two standard deviations of its count
    }

    [Theory]
    [InlineData(3, 0.01, 1.10, 0.95)]
    [InlineData(3, 0.02, 1.20, 0.95)]
    [InlineData(5, 0.02, 1.10, 0.85)]
    public void Of_HeadIsSlower_IsFound(int runs, double spread, double factor, double atLeast)
    {
        const int Comparisons = 1_000;
        Random random = new(8);

        int found = Enumerable.Range(0, Comparisons).Count(_ => Compare(random, runs, spread, factor).Verdict == Verdict.Regressed);

        Assert.InRange((double)found / Comparisons, atLeast, 1);
    }

    [Fact]
    public void Of_SlowerByWhatItSaysItWouldFind_IsFoundByNineInTen()
    {
        Random random = new(9);
        double[] least = [.. Enumerable.Range(0, 500).Select(_ => Compare(random, runs: 4, spread: 0.03, factor: 1).LeastDetectable!.Value).Order()];
        double median = least[least.Length / 2];

        int found = Enumerable.Range(0, 1_000).Count(_ => Compare(random, runs: 4, spread: 0.03, median).Verdict == Verdict.Regressed);

        Assert.InRange(found, 800, 960);
    }

    [Fact]
    public void Of_RunsAlikeByChance_AreNoSurerThanEachOfThem()
    {
        FigureValue[] before = [new(100, 0.2), new(100.1, 0.2), new(100.2, 0.2)];
        FigureValue[] now = [new(120, 0.2), new(120.1, 0.2), new(120.2, 0.2)];

        FigureComparison comparison = FigureComparison.Of(Latency, before, now, isInterleaved: true);

        Assert.Equal(Verdict.Inconclusive, comparison.Verdict);
        Assert.InRange(comparison.LeastDetectable!.Value, 2, 10);
    }

    [Fact]
    public void Of_LowerRateOfWork_IsWorse()
    {
        SoakFigure rate = new("rate", "requests.ratePerSecond", "/s", 1.05) { IsMoreBetter = true };
        FigureValue[] many = [new(100, 0), new(101, 0), new(99, 0)], few = [new(80, 0), new(81, 0), new(79, 0)];

        Assert.Equal(Verdict.Regressed, FigureComparison.Of(rate, many, few, isInterleaved: true).Verdict);
        Assert.Equal(Verdict.Improved, FigureComparison.Of(rate, few, many, isInterleaved: true).Verdict);
        Assert.Equal(Verdict.Same, FigureComparison.Of(rate, many, [.. many.Reverse()], isInterleaved: true).Verdict);
    }

    [Fact]
    public void Of_LeakOfHead_IsWorseByItsDifference()
    {
        SoakFigure slope = new("generator.heapSlopeMBPerHour", "generator.heapSlopeMBPerHour", "MB/h", 10) { IsDifference = true };
        FigureValue[] flat = [new(-1, 0), new(0, 0), new(1, 0)], rising = [new(39, 0), new(40, 0), new(42, 0)];

        FigureComparison comparison = FigureComparison.Of(slope, flat, rising, isInterleaved: true);

        Assert.Equal(Verdict.Regressed, comparison.Verdict);
        Assert.Equal(40, comparison.Change);
        Assert.Contains("+40 MB/h", comparison.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NothingToCompareWith_NeverPasses()
    {
        FigureValue[] runs = [new(1, 0), new(1, 0), new(1, 0)], none = [];

        Assert.Equal(Verdict.New, FigureComparison.Of(Latency, none, runs, isInterleaved: true).Verdict);
        Assert.Equal(Verdict.Missing, FigureComparison.Of(Latency, runs, none, isInterleaved: true).Verdict);
        Assert.Equal(Verdict.Inconclusive, FigureComparison.Of(Latency, runs, [new(0, 0), .. runs[1..]], isInterleaved: true).Verdict);
        Assert.Equal(Verdict.Inconclusive, FigureComparison.Of(Latency, runs, runs[..2], isInterleaved: true).Verdict);
        Assert.Equal(Verdict.Inconclusive, FigureComparison.Of(Latency, runs, runs, isInterleaved: false).Verdict);
    }

    private static FigureComparison Compare(Random random, int runs, double spread, double factor) =>
        FigureComparison.Of(Latency, Draw(random, runs, spread, 1), Draw(random, runs, spread, factor), isInterleaved: true);

    private static FigureValue[] Draw(Random random, int runs, double spread, double factor) =>
        [.. Enumerable.Range(0, runs).Select(_ => new FigureValue(100 * factor * Math.Exp(spread * Normal(random)), 0.002))];

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
