using HotPath.Analysis.Results;
using HotPath.Analysis.Statistics;
using HotPath.Recording;

namespace HotPath.Soak.Telemetry.Answers;

/// <summary>How far two distributions in nanoseconds lie apart, in milliseconds.</summary>
internal static class Differences
{
    private const double NanosecondsPerMs = 1e6;

    /// <param name="percentile">Of which the difference is taken.</param>
    /// <returns>First less second; null where either has too few values for an interval.</returns>
    public static DifferenceFigures? Between(HistogramSnapshot first, HistogramSnapshot second, double percentile) =>
        QuantileDifference.Of(percentile / 100, first.Count, share => ValueOf(first, share), second.Count, share => ValueOf(second, share)) is { } difference
            ? new DifferenceFigures { Low = difference.Low, Estimate = difference.Estimate, High = difference.High }
            : null;

    private static double ValueOf(HistogramSnapshot histogram, double share) => histogram.ValueAtPercentile(share * 100) / NanosecondsPerMs;
}
