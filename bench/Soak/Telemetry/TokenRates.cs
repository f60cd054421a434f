using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Soak.Telemetry;

/// <summary>How fast streams bring their tokens: the reciprocals of their times per output token, read from the same histogram.</summary>
internal static class TokenRates
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>What comes in one read has no pace; a time below this counts as this, a million tokens a second.</summary>
    private const long LeastNanoseconds = 1_000;

    /// <param name="timePerToken">Of each stream one value, in nanoseconds.</param>
    /// <returns>Null where nothing was recorded.</returns>
    public static RateSummary? Of(HistogramSnapshot timePerToken) => timePerToken.IsEmpty
        ? null
        : new RateSummary
        {
            Count = timePerToken.Count,
            Min = RateOf(timePerToken.Max),
            Mean = timePerToken.Buckets.Sum(bucket => bucket.Count * RateOf((bucket.Lowest + bucket.Highest) / 2)) / timePerToken.Count,
            P1 = Percentile(timePerToken, 1),
            P5 = Percentile(timePerToken, 5),
            P10 = Percentile(timePerToken, 10),
            P25 = Percentile(timePerToken, 25),
            P50 = Percentile(timePerToken, 50),
            P75 = Percentile(timePerToken, 75),
            P90 = Percentile(timePerToken, 90),
            P99 = Percentile(timePerToken, 99),
            Max = RateOf(timePerToken.Min),
        };

    /// <summary>The slowest hundredth has the longest times: the order is turned round.</summary>
    private static double Percentile(HistogramSnapshot timePerToken, double percentile) => RateOf(timePerToken.ValueAtPercentile(100 - percentile));

    private static double RateOf(long nanoseconds) => NanosecondsPerSecond / Math.Max(LeastNanoseconds, nanoseconds);
}
