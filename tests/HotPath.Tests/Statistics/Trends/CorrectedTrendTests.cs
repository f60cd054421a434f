using System.Globalization;
using HotPath.Analysis.Statistics;

namespace HotPath.Tests.Statistics.Trends;

/// <summary>What is significant where nothing rises, of values that hang on to those before them. HOTPATH_TREND_SERIES and HOTPATH_TREND_SERIES_TABLE as in <see cref="TrendErrorRatesTests"/>.</summary>
public sealed class CorrectedTrendTests
{
    private const int InCi = 200;

    private static readonly double[] Correlations = [0, 0.6, 0.9, 0.95, 0.98, 0.9999];

    [Fact]
    public void Of_SeriesWithoutTrend_IsSignificantInAFewOfAHundredWhateverTheCorrelation()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("HOTPATH_TREND_SERIES") ?? $"{InCi}", CultureInfo.InvariantCulture);
        (string Kind, int Length, double Share)[] shares =
        [
            .. from length in (int[])[60, 120]
               from noise in (double[])[0, 1]
               from correlation in Correlations
               select ($"AR({correlation.ToString(CultureInfo.InvariantCulture)}){(noise > 0 ? " and as much white noise" : "")}", length,
                   Enumerable.Range(0, count).Count(seed => IsSignificant(correlation, noise, length, seed)) / (double)count),
        ];

        if (Environment.GetEnvironmentVariable("HOTPATH_TREND_SERIES_TABLE") is { } file)
        {
            File.WriteAllLines(file, shares.Select(share => string.Create(CultureInfo.InvariantCulture, $"| {share.Kind} | {share.Length} | {share.Share * 100:0.00} % |")));
        }

        // With 200 of each, 1.5 % may come out as 4 %. Slow noise of its own kind under quick noise is what no estimate of so few values sees.
        Assert.All(shares.Where(share => !share.Kind.Contains("white")), share => Assert.True(share.Share <= 0.045, $"{share.Kind}, {share.Length} values: {share.Share:P1}"));
        Assert.InRange(shares.Where(share => !share.Kind.Contains("white")).Average(share => share.Share), 0, 0.015);
    }

    private static bool IsSignificant(double correlation, double noise, int length, int seed)
    {
        Random random = new((seed * 31) + length);
        double[] hours = [.. Enumerable.Range(0, length).Select(i => (double)i)];
        double[] wander = HeapTrace.Wander(length, 1, correlation > 0 ? -1 / Math.Log(correlation) : 1e-9, random);
        double[] values = [.. wander.Select(value => value + (noise * HeapTrace.Gauss(random)))];
        return CorrectedTrend.Of(hours, values)!.Value.P < 0.01;
    }
}
