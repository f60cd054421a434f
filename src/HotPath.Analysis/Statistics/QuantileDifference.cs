namespace HotPath.Analysis.Statistics;

/// <summary>
/// How far the same quantile of two independent samples lies apart, with an interval of 95 % that asks for no shape of their
/// distributions (Price and Bonett 2002, for medians): each quantile's standard error is read from the order statistics two
/// standard errors of its rank away, as McKean and Schrader (1984) do.
/// </summary>
public static class QuantileDifference
{
    private const double RankErrors = 2; // of either side: where the order statistics are read
    private const double Normal95 = 1.959964;

    /// <summary>Values that each side of the quantile must have: with fewer the order statistics around it are not there.</summary>
    private const double LeastOnEachSide = 5;

    /// <param name="quantile">Between 0 and 1; 0.5 is the median.</param>
    /// <param name="firstCount">Values of the first sample.</param>
    /// <param name="first">From a share, 0..1, to the value that so many are at or below.</param>
    /// <param name="secondCount">Values of the second sample.</param>
    /// <param name="second">The same of the second sample.</param>
    /// <returns>First less second, in the samples' unit; null where either has too few values.</returns>
    public static (double Low, double Estimate, double High)? Of(
        double quantile, long firstCount, Func<double, double> first, long secondCount, Func<double, double> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (Math.Min(firstCount, secondCount) * Math.Min(quantile, 1 - quantile) < LeastOnEachSide) return null;

        double estimate = first(quantile) - second(quantile);
        double error = Math.Sqrt(Variance(quantile, firstCount, first) + Variance(quantile, secondCount, second));
        return (estimate - (Normal95 * error), estimate, estimate + (Normal95 * error));
    }

    private static double Variance(double quantile, long count, Func<double, double> valueAt)
    {
        double away = RankErrors * Math.Sqrt(quantile * (1 - quantile) / count);
        double error = (valueAt(Math.Min(1, quantile + away)) - valueAt(Math.Max(0, quantile - away))) / (2 * RankErrors);
        return error * error;
    }
}
