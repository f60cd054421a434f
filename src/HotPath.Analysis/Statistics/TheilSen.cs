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
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"There are {x.Length} values of x and {y.Length} of y; give a y for each x.", nameof(y));
        }

        List<(double X, double Y)> points = Finite(x, y);
        if (points.Count < LeastPoints)
        {
            return null;
        }

        List<double> slopes = SlopesOf(Thinned(points));
        slopes.Sort();
        return slopes.Count == 0 ? null : MedianOf(slopes);
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

    private static List<double> SlopesOf(List<(double X, double Y)> points)
    {
        List<double> slopes = new(points.Count * (points.Count - 1) / 2);
        for (int i = 0; i < points.Count; i++)
        {
            for (int j = i + 1; j < points.Count; j++)
            {
                // Of the same x: no slope. Too steep for a double: left out, so that the median stays a number.
                double slope = (points[j].Y - points[i].Y) / (points[j].X - points[i].X);
                if (double.IsFinite(slope))
                {
                    slopes.Add(slope);
                }
            }
        }

        return slopes;
    }

    private static double MedianOf(List<double> sorted)
    {
        int middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] / 2) + (sorted[middle] / 2);
    }
}
