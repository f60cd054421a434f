namespace HotPath.Analysis.Plots;

/// <summary>One curve of a <see cref="PercentilePlot"/>.</summary>
/// <param name="Name">Shown in the legend.</param>
/// <param name="Points">In the order of their percentiles.</param>
public sealed record PercentileCurve(string Name, IReadOnlyList<PercentilePoint> Points)
{
    private const int PointsPerDecade = 40;

    /// <summary>Reads a distribution at levels that are even on the plot's axis, from its lowest value to its highest.</summary>
    /// <param name="name">Shown in the legend.</param>
    /// <param name="count">How many values it has; 0 makes a curve without points.</param>
    /// <param name="valueAtPercentile">The value at a percentile, 0 to 100; asked in rising order.</param>
    public static PercentileCurve Sampled(string name, long count, Func<double, double> valueAtPercentile)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(valueAtPercentile);
        if (count == 0) return new PercentileCurve(name, []);

        // Half a value past the last but one, where the highest value begins: 1 / (1 - p) = 2 n.
        double decades = Math.Log10(2.0 * count);
        int steps = (int)Math.Ceiling(decades * PointsPerDecade);
        return new PercentileCurve(name, [.. Enumerable.Range(0, steps + 1).Select(step =>
        {
            double percentile = 100 * (1 - Math.Pow(10, -decades * step / steps));
            return new PercentilePoint(percentile, valueAtPercentile(percentile));
        })]);
    }
}
