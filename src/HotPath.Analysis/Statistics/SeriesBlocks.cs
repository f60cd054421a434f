namespace HotPath.Analysis.Statistics;

/// <summary>A series in blocks of neighbours, each as long as the others: bounded however long the run was, and quieter.</summary>
internal static class SeriesBlocks
{
    /// <returns>All of them, where there are no more than <paramref name="most"/>; else the mean of x and the median of y of each block.</returns>
    public static (double[] X, double[] Y) Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int most)
    {
        if (x.Length <= most) return (x.ToArray(), y.ToArray());

        double[] times = new double[most];
        double[] values = new double[most];
        for (int block = 0; block < most; block++)
        {
            int from = (int)((long)block * x.Length / most);
            int to = (int)((long)(block + 1) * x.Length / most);
            times[block] = MeanOf(x[from..to]);
            values[block] = MedianOf(y[from..to]);
        }

        return (times, values);
    }

    public static double MedianOf(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] / 2) + (sorted[middle] / 2);
    }

    private static double MeanOf(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum / values.Length;
    }
}
