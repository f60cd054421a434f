namespace HotPath.Analysis.Statistics;

/// <summary>
/// Takes out the few steps by which a series went up once, such as a cache that was filled: they are no trend, and as part of the noise they
/// would hide one. A fourth step stays: what goes up again and again is a trend.
/// </summary>
internal static class OneOffSteps
{
    private const int Most = 3;

    /// <summary>Values on each side of a place that are held against each other.</summary>
    private const int Reach = 4;

    /// <summary>In standard deviations of the differences between neighbouring stretches, read from their median deviation.</summary>
    private const double Threshold = 6;

    private const double DeviationsToStandard = 1.4826;

    /// <param name="values">Changed in place.</param>
    /// <param name="direction">1: steps up are taken out; -1: steps down. Never those against it, so that no trend can come of it.</param>
    /// <returns>How many were taken out.</returns>
    public static int Remove(Span<double> values, int direction)
    {
        for (int removed = 0; removed < Most; removed++)
        {
            if (!TryRemoveOne(values, direction)) return removed;
        }

        return Most;
    }

    private static bool TryRemoveOne(Span<double> values, int direction)
    {
        int places = values.Length - (2 * Reach) + 1;
        if (places < Reach) return false;

        double[] differences = new double[places];
        for (int i = 0; i < places; i++)
        {
            differences[i] = direction * (SeriesBlocks.MedianOf(values.Slice(i + Reach, Reach)) - SeriesBlocks.MedianOf(values.Slice(i, Reach)));
        }

        double usual = SeriesBlocks.MedianOf(differences);
        double deviation = DeviationsToStandard * SeriesBlocks.MedianOf(differences.Select(difference => Math.Abs(difference - usual)).ToArray());
        int at = Array.IndexOf(differences, differences.Max());
        double step = differences[at] - usual;
        if (!(step > Threshold * deviation) || step <= 0) return false;

        // The differences around a step are all large; between which two values it lies, the values themselves say.
        int first = at + 1;
        for (int i = at + 1; i < at + (2 * Reach); i++)
        {
            if (direction * (values[i] - values[i - 1]) > direction * (values[first] - values[first - 1])) first = i;
        }

        for (int i = first; i < values.Length; i++) values[i] -= direction * step;
        return true;
    }
}
