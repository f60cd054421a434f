using HotPath.Analysis.Statistics;

namespace HotPath.Gate.Soak.Reading;

/// <summary>
/// Whether a run was the same from its first third to its last. A run that was not has no one quantile: which came out of it depends on when it ended.
/// </summary>
internal static class Stationarity
{
    private const double Alpha = 0.005; // of either bound
    private const double Significance = 0.01; // of the trend
    private const double SmallestDrift = 1.05;

    /// <param name="latency">For the message.</param>
    /// <param name="medians">Of its slices, in their order, above 0.</param>
    /// <returns>Null where nothing speaks against it: what drifts shows both in its thirds and as a trend.</returns>
    public static string? ProblemOf(string latency, double[] medians)
    {
        int third = medians.Length / 3;
        if (third == 0 || medians.Any(median => !(median > 0))) return null;

        (double ratio, double lower, double upper) = HodgesLehmann.Ratio(medians.AsSpan(..third), medians.AsSpan(^third..), Alpha);
        bool hasDrifted = (lower > 1 && ratio > SmallestDrift) || (upper < 1 && ratio < 1 / SmallestDrift);
        return hasDrifted && TrendOf(medians) < Significance
            ? FormattableString.Invariant($"did not stay the same: the median {latency} of its last third is {(ratio - 1) * 100:+0;-0} % off that of its first")
            : null;
    }

    private static double TrendOf(double[] medians)
    {
        double[] order = [.. Enumerable.Range(0, medians.Length).Select(i => (double)i)];
        return CorrectedTrend.Of(order, medians)?.P ?? MannKendall.Test(medians).P;
    }
}
