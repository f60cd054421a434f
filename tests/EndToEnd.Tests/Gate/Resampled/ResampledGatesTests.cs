using HotPath.Analysis.Statistics;
using HotPath.EndToEnd.Tests.Gate.Micro;
using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Verdicts;
using HotPath.Gate.Resampled;

namespace HotPath.EndToEnd.Tests.Gate.Resampled;

public class ResampledGatesTests
{
    private const int Gates = 4_000;
    private const double Threshold = 1.05;

    /// <summary>
    /// Launches of one code, all of different times: how often all launches of a stage say slower or faster is known, by the Mann-Whitney distribution. The
    /// faster halves add to it, by no more than their own alpha.
    /// </summary>
    [Fact]
    public void Of_OneCodeAndNoThreshold_SuspectsAsManyAsTheDistributionSays()
    {
        const int gates = 20_000;
        double expected = MannWhitney.ProbabilityOfAtMost(10, 10, MannWhitney.TailLength(10, 10, TimeComparison.Alpha) - 1) * gates;
        double margin = 4 * Math.Sqrt(expected);

        ResampledGates drawn = ResampledGates.Of("B", OneCode(spread: 0.3), areOfOneCode: true, gates, aSide: 10, threshold: 1 + 1e-9, seed: 1);

        Assert.InRange(drawn.Count(Verdict.Regressed) + drawn.Count(Verdict.Flaky), expected - margin, expected + (TimeComparison.Alpha * gates) + margin);
        Assert.InRange(drawn.Count(Verdict.Improved), expected - margin, expected + margin);
        Assert.InRange(drawn.Count(Verdict.Regressed), 0, 20); // by chance again, five times in a thousand of these
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    [InlineData(0.2)]
    public void Of_OneCode_AccusesInLessThanOneInAThousand(double spread)
    {
        ResampledGates drawn = ResampledGates.Of("B", OneCode(spread), areOfOneCode: true, Gates, aSide: 10, Threshold, seed: 1);

        Assert.InRange(drawn.Count(Verdict.Regressed), 0, Gates / 1_000);
        Assert.Equal(Gates, All(drawn).Sum());
    }

    [Fact]
    public void Of_ThirtyPercentMore_IsFoundInNearlyAll()
    {
        ResampledGates drawn = ResampledGates.Of("B", TwoCodes(spread: 0.05, factor: 1.3), areOfOneCode: false, Gates, aSide: 10, Threshold, seed: 1);

        Assert.InRange(drawn.Count(Verdict.Regressed), Gates * 0.995, Gates);
        Assert.Equal(drawn.Count(Verdict.Regressed), Enumerable.Range(0, Gates).Count(drawn.Accuses));
    }

    [Fact]
    public void Of_ThirtyPercentLess_IsImprovedInNearlyAll()
    {
        ResampledGates drawn = ResampledGates.Of("B", TwoCodes(spread: 0.05, factor: 1 / 1.3), areOfOneCode: false, Gates, aSide: 10, Threshold, seed: 1);

        Assert.InRange(drawn.Count(Verdict.Improved), Gates * 0.995, Gates);
    }

    [Fact]
    public void Of_OneMoreByte_IsFoundInAll()
    {
        LaunchFigure[] launches = [.. TwoCodes(spread: 0.01, factor: 1).Select(launch => launch with { AllocatedBytes = launch.Side == Side.Head ? 25 : 24 })];

        Assert.Equal(Gates, ResampledGates.Of("B", launches, areOfOneCode: false, Gates, aSide: 10, Threshold, seed: 1).Count(Verdict.Regressed));
    }

    /// <summary>What would have to be much slower to be found is inconclusive, as in the gate itself.</summary>
    [Fact]
    public void Of_LaunchesFarApart_AreNotCalledTheSame()
    {
        ResampledGates drawn = ResampledGates.Of("B", OneCode(spread: 0.3), areOfOneCode: true, Gates, aSide: 10, Threshold, seed: 1);

        Assert.True(drawn.LeastDetectable > VerdictRules.LargestEffectUnseen, $"{drawn.LeastDetectable}");
        Assert.Equal(0, drawn.Count(Verdict.Same));
    }

    [Fact]
    public void Of_SameSeed_SaysTheSameAndAnotherSeedOrNameSomethingElse()
    {
        LaunchFigure[] launches = TwoCodes(spread: 0.05, factor: 1.06);

        int[] first = All(Of("B", seed: 1));

        Assert.Equal(first, All(Of("B", seed: 1)));
        Assert.NotEqual(first, All(Of("B", seed: 2)));
        Assert.NotEqual(first, All(Of("C", seed: 1)));

        ResampledGates Of(string name, int seed) => ResampledGates.Of(name, launches, areOfOneCode: false, Gates, aSide: 10, Threshold, seed);
    }

    /// <summary>Each launch is in a gate once at most, and every one as often as any other.</summary>
    [Fact]
    public void Draw_BothStages_TakesNoLaunchTwiceAndEachAsOften()
    {
        const int rounds = 3_000;
        LaunchDeck deck = new(OneCode(spread: 0.1));
        Dictionary<double, int> times = [];
        Random random = new(7);

        for (int round = 0; round < rounds; round++)
        {
            deck.Begin();
            LaunchFigure[] drawn = [.. deck.Draw(10, Side.Base, 1, random), .. deck.Draw(10, Side.Head, 1, random), .. deck.Draw(10, Side.Base, 2, random), .. deck.Draw(10, Side.Head, 2, random)];

            Assert.Equal(40, drawn.Select(launch => launch.Nanoseconds).Distinct().Count());
            foreach (LaunchFigure launch in drawn[..10]) times[launch.Nanoseconds!.Value] = times.GetValueOrDefault(launch.Nanoseconds.Value) + 1;
        }

        double expected = rounds * 10 / 60.0;
        Assert.Equal(60, times.Count);
        Assert.All(times.Values, count => Assert.InRange(count, expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected))));
    }

    private static int[] All(ResampledGates drawn) => [.. Enum.GetValues<Verdict>().Select(drawn.Count)];

    private static LaunchFigure[] OneCode(double spread)
    {
        double[] times = SampleLaunches.Normal(60, spread, seed: 11);
        return SampleLaunches.Of(times[..30], times[30..]);
    }

    private static LaunchFigure[] TwoCodes(double spread, double factor) =>
        SampleLaunches.Of(SampleLaunches.Normal(30, spread, seed: 12), SampleLaunches.Normal(30, spread, seed: 13, factor));
}
