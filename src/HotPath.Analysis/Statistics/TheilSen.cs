using Perfolizer.Mathematics.Distributions.ContinuousDistributions;

namespace HotPath.Analysis.Statistics;

/// <summary>The slope of a trend that a few wild samples cannot move: Theil (1950) and Sen (1968).</summary>
public static class TheilSen
{
    /// <summary>Points looked at, at most; more are thinned to as many, evenly over their order, with the first and the last kept.</summary>
    /// <remarks>Every pair counts, so that 300 points are 44,850 slopes: about a millisecond. More points would make it no steadier.</remarks>
    public const int MaxPoints = 300;

    private const int LeastPoints = 3;

    /// <summary>The median of the slopes between all pairs of points, in units of y for each unit of x.</summary>
    /// <param name="x">In any order. A point with NaN or infinity in x or y is left out.</param>
    /// <param name="y">As many as <paramref name="x"/>.</param>
    /// <returns>Never NaN or infinity; null below three points, and where all have the same x.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double? Slope(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ThrowIfLengthsDiffer(x, y);
        List<(double X, double Y)> points = Finite(x, y);
        return points.Count < LeastPoints ? null : MedianOf(SlopesOf(Thinned(points)));
    }

    /// <summary>The slope with its interval by the ranks of the slopes (Sen 1968; Hollander and Wolfe 1999, section 9.3).</summary>
    /// <param name="x">As of <see cref="Slope"/>.</param>
    /// <param name="y">As many as <paramref name="x"/>; its values must not depend on each other, else the interval is too narrow: see <see cref="CorrectedTrend"/>.</param>
    /// <param name="confidence">Between 0 and 1, of both sides together.</param>
    /// <returns>Null where <see cref="Slope"/> is.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static SlopeInterval? SlopeWithInterval(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double confidence = 0.95)
    {
        ThrowIfLengthsDiffer(x, y);
        List<(double X, double Y)> points = Finite(x, y);
        if (points.Count < LeastPoints) return null;

        points = Thinned(points);
        KendallScore score = KendallScore.Of([.. points.Select(point => point.X)], [.. points.Select(point => point.Y)]);
        return IntervalOf(SlopesOf(points), score.Variance, NormalDistribution.Standard.Quantile((1 + confidence) / 2));
    }

    // variance: of Kendall's S; quantile: how many of its standard errors the interval reaches to either side
    internal static SlopeInterval? IntervalOf(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double variance, double quantile)
    {
        List<(double X, double Y)> points = Finite(x, y);
        return points.Count < LeastPoints ? null : IntervalOf(SlopesOf(points), variance, quantile);
    }

    private static SlopeInterval? IntervalOf(double[] sortedSlopes, double variance, double quantile)
    {
        if (MedianOf(sortedSlopes) is not { } estimate) return null;

        // By ranks from 1: the slope of rank (N - C) / 2, and that of rank (N + C) / 2 + 1; a fraction makes the interval wider.
        double reach = quantile * Math.Sqrt(variance);
        int low = (int)Math.Floor((sortedSlopes.Length - reach) / 2) - 1;
        int high = (int)Math.Ceiling((sortedSlopes.Length + reach) / 2);
        return new SlopeInterval(
            low >= 0 ? sortedSlopes[low] : double.NegativeInfinity,
            estimate,
            high < sortedSlopes.Length ? sortedSlopes[high] : double.PositiveInfinity);
    }

    private static void ThrowIfLengthsDiffer(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"There are {x.Length} values of x and {y.Length} of y; give a y for each x.", nameof(y));
    }

    private static List<(double X, double Y)> Finite(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        List<(double X, double Y)> points = new(x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            if (double.IsFinite(x[i]) && double.IsFinite(y[i]))
            {
                points.Add((x[i], y[i]));
            }
        }

        return points;
    }

    private static List<(double X, double Y)> Thinned(List<(double X, double Y)> points) => points.Count <= MaxPoints
        ? points
        : [.. Enumerable.Range(0, MaxPoints).Select(i => points[(int)((long)i * (points.Count - 1) / (MaxPoints - 1))])];

    /// <returns>In their order. Of the same x: no slope. Too steep for a double: left out, so that the median stays a number.</returns>
    private static double[] SlopesOf(List<(double X, double Y)> points)
    {
        double[] slopes = new double[points.Count * (points.Count - 1) / 2];
        int count = 0;
        for (int i = 0; i < points.Count; i++)
        {
            for (int j = i + 1; j < points.Count; j++)
            {
                double slope = (points[j].Y - points[i].Y) / (points[j].X - points[i].X);
                if (double.IsFinite(slope)) slopes[count++] = slope;
            }
        }

        Array.Resize(ref slopes, count);
        Array.Sort(slopes);
        return slopes;
    }

    private static double? MedianOf(double[] sorted)
    {
        if (sorted.Length == 0) return null;

        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] / 2) + (sorted[middle] / 2);
    }
}
