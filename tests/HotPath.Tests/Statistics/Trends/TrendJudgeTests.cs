using HotPath.Analysis.Statistics;

namespace HotPath.Tests.Statistics.Trends;

/// <summary>Heaps after full collections, as runs recorded them: few values, each close to the one before.</summary>
public sealed class TrendJudgeTests
{
    /// <summary>MiB, each three minutes of an hour in which nothing leaked.</summary>
    private static readonly double[] OfAnHour =
        [68.554, 68.550, 68.542, 68.534, 68.528, 68.504, 68.533, 68.526, 68.518, 68.511, 68.505, 68.614, 68.651, 68.646, 68.641, 68.681, 68.769];

    /// <summary>MiB, each fifteen seconds of five minutes in which a gateway kept 64 B of each of a thousand requests a second: 220 MiB an hour.</summary>
    private static readonly double[] OfALeak =
        [9.47, 10.58, 10.76, 11.73, 12.37, 13.35, 14.57, 15.49, 16.45, 17.42, 18.14, 19.10, 20.28, 21.32, 22.11, 22.99, 23.87, 24.10];

    [Fact]
    public void Of_AnHourWithoutALeak_IsFlat()
    {
        TrendJudgement judgement = TrendJudge.Of(Hours(OfAnHour, apart: 180), OfAnHour, new TrendBudget(PerHour: 1, LeastChange: 4));

        (double low, _, double high) = judgement.Estimate!.Value.Interval;
        Assert.True(judgement.Verdict == TrendVerdict.Flat && low < 0 && high > 0, $"{judgement.Verdict} {low} {high}");
    }

    [Fact]
    public void Of_FiveMinutesOfALeak_IsRisingByAsMuchAsIsKept()
    {
        TrendJudgement judgement = TrendJudge.Of(Hours(OfALeak, apart: 15), OfALeak, new TrendBudget(PerHour: 1, LeastChange: 4));

        (double low, _, double high) = judgement.Estimate!.Value.Interval;
        Assert.True(judgement.Verdict == TrendVerdict.Rising && low < 220 && high > 220, $"{judgement.Verdict} {low} {high}");
    }

    private static double[] Hours(double[] values, int apart) => [.. Enumerable.Range(0, values.Length).Select(n => n * apart / 3_600.0)];
}
