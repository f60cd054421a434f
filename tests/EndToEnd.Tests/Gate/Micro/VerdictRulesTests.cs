using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.EndToEnd.Tests.Gate.Micro;

public class VerdictRulesTests
{
    private const double Threshold = 1.05;
    private const double Untouched = 1;

    [Theory]
    [InlineData(1.06, true)]
    [InlineData(1.04, false)] // slower for certain, and not by as much as the threshold
    [InlineData(0.94, false)]
    public void IsSuspect_LaunchesThatAgree_IsWhatIsOverTheThreshold(double factor, bool isSuspect)
    {
        Assert.Equal(isSuspect, VerdictRules.IsSuspect(SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(factor)), Threshold));
    }

    [Fact]
    public void IsSuspect_OverTheThresholdButNotForCertain_IsNot()
    {
        double[] @base = [100, 101, 102, 103, 104, 115, 116, 117, 118, 119];
        double[] head = [101, 102, 103, 112, 113, 114, 121, 122, 123, 124];

        TimeComparison time = TimeComparison.Of(@base, head, threshold: 1.01)!;

        Assert.InRange(time.Ratio, 1.011, 1.2);
        Assert.True(time.Lower < 1, $"{time.Lower}");
        Assert.False(VerdictRules.IsSuspect(SampleLaunches.Of(@base, head), threshold: 1.01));
    }

    [Theory]
    [InlineData(1.10, 1.10, Verdict.Regressed)]
    [InlineData(1.10, 1.00, Verdict.Flaky)]
    [InlineData(1.10, 1.04, Verdict.Flaky)] // the second time not over the threshold
    [InlineData(1.04, null, Verdict.Same)]
    [InlineData(1.00, null, Verdict.Same)]
    [InlineData(0.96, null, Verdict.Same)]
    [InlineData(0.94, null, Verdict.Improved)]
    [InlineData(1.10, null, Verdict.Inconclusive)] // never run again
    public void Judge_Times_AccusesOnlyWhatIsSlowerTwice(double first, double? again, object expected)
    {
        LaunchFigure[] launches =
        [
            .. SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(first)),
            .. again is { } factor ? SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(factor), stage: 2) : [],
        ];

        BenchmarkVerdict verdict = Judge(launches);

        Assert.Equal((Verdict)expected, verdict.Verdict);
        Assert.Equal(verdict.Verdict == Verdict.Same, verdict.Reason.Length == 0);
    }

    [Theory]
    [InlineData(5, Verdict.Same)]
    [InlineData(4, Verdict.Inconclusive)]
    public void Judge_FewLaunches_SaysNothingBelowFive(int count, object expected)
    {
        LaunchFigure[] launches = SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(1, count));

        BenchmarkVerdict verdict = Judge(launches);

        Assert.Equal((Verdict)expected, verdict.Verdict);
    }

    [Fact]
    public void Judge_LaunchesWithoutATime_AreNoneAndSayWhy()
    {
        LaunchFigure[] launches = [.. SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(1))
            .Select(launch => launch.Side == Side.Head ? launch with { Nanoseconds = null, AllocatedBytes = null, Problem = "it threw" } : launch)];

        BenchmarkVerdict verdict = Judge(launches);

        Assert.Equal(Verdict.Inconclusive, verdict.Verdict);
        Assert.Contains("10 launches of base and 0 of head gave a time", verdict.Reason, StringComparison.Ordinal);
        Assert.Contains("head: it threw", verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Judge_TimesThatAreNone_DoNotCount(double nanoseconds)
    {
        LaunchFigure[] launches = [.. SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(1)).Select(launch => launch with { Nanoseconds = nanoseconds })];

        Assert.Equal(Verdict.Inconclusive, Judge(launches).Verdict);
    }

    [Fact]
    public void Judge_LaunchesFarApart_AreNotCalledTheSame()
    {
        double[] times = [100, 160, 110, 190, 120, 210, 130, 250, 140, 300];

        BenchmarkVerdict verdict = Judge(SampleLaunches.Of(times, times));

        Assert.Equal(Verdict.Inconclusive, verdict.Verdict);
        Assert.True(verdict.Time!.LeastDetectable > VerdictRules.LargestEffectUnseen);
    }

    [Fact]
    public void Judge_OneSideOnly_WasNotCompared()
    {
        Assert.Equal(Verdict.New, VerdictRules.Judge("B", [], isAtBase: false, isAtHead: true, Threshold).Verdict);
        Assert.Equal(Verdict.Missing, VerdictRules.Judge("B", [], isAtBase: true, isAtHead: false, Threshold).Verdict);
    }

    [Theory]
    [InlineData(0, 0, Verdict.Same)]
    [InlineData(0, 1, Verdict.Regressed)] // one byte
    [InlineData(1_000_000, 1_000_001, Verdict.Regressed)]
    [InlineData(24, 23, Verdict.Improved)]
    public void Judge_AllocationToTheByte_NeedsNoRepetition(long @base, long head, object expected)
    {
        LaunchFigure[] launches = SampleLaunches.Allocating([.. Enumerable.Repeat(@base, 10)], [.. Enumerable.Repeat(head, 10)], operations: 1_000_000);

        Assert.False(VerdictRules.IsSuspect(launches, Threshold));
        Assert.Equal((Verdict)expected, Judge(launches).Verdict);
    }

    [Fact]
    public void Judge_OneLaunchWithStrayBytes_StaysToTheByte()
    {
        long[] strayed = [24, 24, 31, 24, 24, 24, 24, 24, 24, 24];

        Assert.Equal(Verdict.Same, Judge(SampleLaunches.Allocating(strayed, strayed, 1_000)).Verdict);
        Assert.Equal(Verdict.Regressed, Judge(SampleLaunches.Allocating(strayed, [.. strayed.Select(bytes => bytes + 1)], 1_000)).Verdict);
    }

    [Theory]
    [InlineData(10, Verdict.Same)] // 16,384 B beside ten operations are 1,638 each
    [InlineData(1_000_000, Verdict.Inconclusive)]
    public void Judge_AllocationThatVaries_IsTheSameOnlyWhereAProcessItselfAllocatesAsMuch(long operations, object expected)
    {
        long[] varying = [100, 600, 110, 620, 130, 640, 120, 660, 170, 680];

        BenchmarkVerdict verdict = Judge(SampleLaunches.Allocating(varying, varying, operations));

        Assert.Equal((Verdict)expected, verdict.Verdict);
    }

    [Fact]
    public void Judge_AllocationThatVariesButIsMoreInEveryLaunch_IsRunAgainFirst()
    {
        long[] @base = [100, 120, 110, 130, 140, 150, 160, 170, 180, 190];
        long[] head = [.. @base.Select(bytes => bytes + 100)];
        LaunchFigure[] first = SampleLaunches.Allocating(@base, head, 1_000_000);

        Assert.True(VerdictRules.IsSuspect(first, Threshold));
        Assert.Equal(Verdict.Inconclusive, Judge(first).Verdict);
        Assert.Equal(Verdict.Regressed, Judge([.. first, .. SampleLaunches.Allocating(@base, head, 1_000_000, stage: 2)]).Verdict);
        Assert.Equal(Verdict.Flaky, Judge([.. first, .. SampleLaunches.Allocating(@base, @base, 10, stage: 2)]).Verdict);
    }

    [Theory]
    [InlineData(180, Verdict.Regressed)] // 45 B each are less than the 8 KiB of which BenchmarkDotNet may say 0
    [InlineData(183, Verdict.Same)] // as far as seen: the head once was no more than the base
    public void Judge_OneLaunchSaysZero_CountsOnlyWhereItWouldHaveSeenTheOthersFigures(long operations, object expected)
    {
        long[] @base = [0, 17, 0, 0, 13, 21, 24, 26, 20, 18];
        long[] head = [50, 48, 54, 45, 51, 79, 0, 57, 73, 53];

        BenchmarkVerdict verdict = Judge([.. SampleLaunches.Allocating(@base, head, operations), .. SampleLaunches.Allocating(@base, head, operations, stage: 2)]);

        Assert.Equal((Verdict)expected, verdict.Verdict);
    }

    [Fact]
    public void Judge_ZerosAmongWhatBenchmarkDotNetMayCallZero_AreNoDifferenceOfTheirOwn()
    {
        long[] fewZeros = [6, 6, 7, 6, 0];
        long[] manyZeros = [6, 0, 0, 0, 0];
        LaunchFigure[] more = SampleLaunches.Allocating(manyZeros, fewZeros, operations: 840);

        Assert.Equal(Verdict.Same, Judge(SampleLaunches.Allocating(fewZeros, manyZeros, 840)).Verdict);
        Assert.True(VerdictRules.IsSuspect(more, Threshold));
        Assert.Equal(Verdict.Flaky, Judge([.. more, .. SampleLaunches.Allocating(fewZeros, manyZeros, 840, stage: 2)]).Verdict);
        Assert.Equal(Verdict.Regressed, Judge(SampleLaunches.Allocating([0, 0, 0, 0, 0], [6, 6, 7, 6, 6], 840)).Verdict);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.7)]
    public void Judge_OneCodeOfWhichBenchmarkDotNetSometimesSaysZero_IsNotAccused(double zeros)
    {
        const int Gates = 4_000;
        Random random = new(20261123);

        int accused = Enumerable.Range(0, Gates).Count(_ => Judge([.. Stage(1), .. Stage(2)]).Verdict is Verdict.Regressed);

        Assert.InRange(accused, 0, Gates / 250); // four times as many if a side with such zeros counted as exact

        IEnumerable<LaunchFigure> Stage(int stage) => SampleLaunches.Allocating(Bytes(), Bytes(), operations: 840, stage).Select(launch => launch with { Nanoseconds = null });

        long[] Bytes() => [.. Enumerable.Range(0, 5).Select(_ => random.NextDouble() < zeros ? 0L : 6)];
    }

    [Fact]
    public void Judge_SlowerOnceAndMoreAllocation_IsARegression()
    {
        LaunchFigure[] launches =
        [
            .. SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(1.1)).Select(launch => launch.Side == Side.Head ? launch with { AllocatedBytes = 8 } : launch),
            .. SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(Untouched), stage: 2),
        ];

        BenchmarkVerdict verdict = Judge(launches);

        Assert.Equal(Verdict.Regressed, verdict.Verdict);
        Assert.Equal("allocates 8 B an operation instead of 0 B", verdict.Reason);
    }

    [Fact]
    public void LeastEffect_LaunchesThatAgree_IsTheThreshold()
    {
        Assert.Equal(Threshold, LeastEffect.Of(SampleLaunches.Times(1), SampleLaunches.Times(1), Threshold), tolerance: 0.01);
    }

    /// <summary>Two launches in ten of either side were disturbed, which is all it takes for the bound of all pairs to say nothing.</summary>
    [Fact]
    public void Judge_SlowerAmongDisturbedLaunches_IsFoundByTheFasterHalves()
    {
        double[] disturbed = [.. SampleLaunches.Times(1, 8), 140, 160];
        double[] slower = [.. disturbed.Select(time => 1.1 * time)];

        BenchmarkVerdict verdict = Judge([.. SampleLaunches.Of(disturbed, slower), .. SampleLaunches.Of(disturbed, slower, stage: 2)]);
        BenchmarkVerdict once = Judge([.. SampleLaunches.Of(disturbed, slower), .. SampleLaunches.Of(disturbed, disturbed, stage: 2)]);

        Assert.True(verdict.Time!.Lower < 1);
        Assert.True(verdict.Time.IsSlowerByHalvesAlone());
        Assert.Equal(Verdict.Regressed, verdict.Verdict);
        Assert.Equal("+10.0 % time in the faster half of its launches, and +10.0 % when it was run again", verdict.Reason);
        Assert.Equal(Verdict.Flaky, once.Verdict);
        Assert.Equal(Verdict.Improved, Judge(SampleLaunches.Of(SampleLaunches.Times(1.1), SampleLaunches.Times(1))).Verdict);
    }

    [Fact]
    public void LeastEffect_WiderLaunches_IsMore()
    {
        double[] narrow = [100, 101, 102, 103, 104, 105, 106, 107, 108, 109];
        double[] wide = [.. narrow.Select(time => 100 + (5 * (time - 100)))];

        double ofNarrow = LeastEffect.Of(narrow, narrow, Threshold);
        double ofWide = LeastEffect.Of(wide, wide, Threshold);

        Assert.InRange(ofNarrow, Threshold, 1.15);
        Assert.True(ofWide > ofNarrow + 0.1, $"{ofWide} against {ofNarrow}");
    }

    /// <summary>What it says is what happens: gates of the same launches, slower by that factor, find it nine times in ten, twice each.</summary>
    [Fact]
    public void LeastEffect_OfKnownLaunches_IsFoundByNineGatesInTen()
    {
        Random random = new(3);
        double[] @base = Draw();
        double effect = LeastEffect.Of(@base, Draw(), Threshold);

        int found = Enumerable.Range(0, 500).Count(_ => IsFound() && IsFound());

        Assert.InRange(found, 350, 500); // ten launches know the spread of all only so well: 70 % to all

        bool IsFound() => TimeRatio.Of(Draw(), [.. Draw().Select(time => time * effect)], Threshold)!.IsSlower();

        double[] Draw() => [.. Enumerable.Range(0, 10).Select(_ => 100 * Math.Exp(0.03 * Math.Abs(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5)))];
    }

    private static BenchmarkVerdict Judge(LaunchFigure[] launches) => VerdictRules.Judge(SampleLaunches.Benchmark, launches, isAtBase: true, isAtHead: true, Threshold);
}
