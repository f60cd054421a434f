using System.Globalization;
using HotPath.Analysis.Statistics;

namespace HotPath.Tests.Statistics.Trends;

/// <summary>How often the judge of trends is wrong, of each shape. HOTPATH_TREND_TRACES sets how many traces, HOTPATH_TREND_SEED the first one's seed, HOTPATH_TREND_TABLE where the table goes.</summary>
public sealed class TrendErrorRatesTests
{
    private const int OfAShapeInCi = 143; // a thousand of the seven

    [Fact]
    public void Of_SyntheticHeaps_BlamesFewFlatOnesAndFindsLeaksOfTwiceTheBudget()
    {
        int count = Setting("HOTPATH_TREND_TRACES") ?? OfAShapeInCi;
        int first = Setting("HOTPATH_TREND_SEED") ?? 0;
        (HeapShape Shape, int Blamed, int CalledFlat, int Found)[] rates = [.. Enum.GetValues<HeapShape>().Select(shape => RatesOf(shape, first, count))];

        WriteTable(rates, count);
        Assert.All(rates, rate => Assert.True(rate.Found > 0.95 * count, $"{rate.Shape}: {rate.Found} of {count} leaks were found."));
        int blamed = rates.Sum(rate => rate.Blamed);
        Assert.True(blamed < 0.01 * count * rates.Length, $"{blamed} of {count * rates.Length} sound traces were blamed.");
    }

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static (HeapShape Shape, int Blamed, int CalledFlat, int Found) RatesOf(HeapShape shape, int first, int count)
    {
        TrendVerdict[] sound = [.. Enumerable.Range(first, count).Select(seed => VerdictOf(HeapTrace.Of(shape, budgets: 0, seed)))];
        TrendVerdict[] leaking = [.. Enumerable.Range(first, count).Select(seed => VerdictOf(HeapTrace.Of(shape, budgets: 2, seed)))];
        return (
            shape,
            sound.Count(verdict => verdict is TrendVerdict.Rising or TrendVerdict.Falling),
            sound.Count(verdict => verdict is TrendVerdict.Flat),
            leaking.Count(verdict => verdict is TrendVerdict.Rising));
    }

    private static TrendVerdict VerdictOf(HeapTrace trace) => TrendJudge.Of(trace.Hours, trace.Values, HeapTrace.Budget).Verdict;

    private static void WriteTable((HeapShape Shape, int Blamed, int CalledFlat, int Found)[] rates, int count)
    {
        if (Environment.GetEnvironmentVariable("HOTPATH_TREND_TABLE") is not { } file) return;

        string Percent(int of) => (100.0 * of / count).ToString("0.0", CultureInfo.InvariantCulture) + " %";
        File.WriteAllLines(file,
        [
            "| shape | sound traces blamed | sound traces called flat | leaks of twice the budget found |",
            "| --- | ---: | ---: | ---: |",
            .. rates.Select(rate => $"| {rate.Shape} | {Percent(rate.Blamed)} | {Percent(rate.CalledFlat)} | {Percent(rate.Found)} |"),
        ]);
    }
}
