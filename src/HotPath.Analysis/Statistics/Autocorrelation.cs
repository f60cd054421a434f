namespace HotPath.Analysis.Statistics;

/// <summary>How far values hang on to those before them.</summary>
internal static class Autocorrelation
{
    /// <summary>A process whose values hang together for longer than this says cannot be told from a trend.</summary>
    private const double MostPersistence = 0.999;

    private const int CoarsestScale = 4;

    /// <summary>Of the correlation's own error: with none, AR(0.95) was significant at .01 in 5 % of 120 values, with so many in 0.8 %.</summary>
    private const double SafeErrors = 1.5;

    /// <summary>Below it a correlation says nothing.</summary>
    private const int LeastOfAScale = 15;

    /// <returns>Of each value with the one before, -1..1; 0 where all are equal.</returns>
    public static double Lag1(ReadOnlySpan<double> values)
    {
        double mean = MeanOf(values);
        double squares = 0;
        double products = 0;
        for (int i = 0; i < values.Length; i++)
        {
            squares += (values[i] - mean) * (values[i] - mean);
            if (i > 0) products += (values[i] - mean) * (values[i - 1] - mean);
        }

        return squares > 0 ? products / squares : 0;
    }

    /// <summary>
    /// How many times larger the variance of a mean, or a slope, is than if the values did not depend on each other: of an AR(1) process
    /// (Matalas and Sankarasubramanian 2003), fitted to the values as they are, in twos and in fours; the largest of them counts.
    /// </summary>
    /// <remarks>
    /// One scale is not enough: a slow process under quick noise has a small correlation from value to value, and a large one from block to block.
    /// </remarks>
    /// <param name="residuals">About a line.</param>
    /// <returns>At least 1.</returns>
    public static double VarianceRatio(ReadOnlySpan<double> residuals)
    {
        double variance = VarianceOf(residuals);
        if (!(variance > 0)) return 1;

        double largest = 1;
        for (int scale = 1; scale <= CoarsestScale && residuals.Length / scale >= LeastOfAScale; scale *= 2)
        {
            double[] means = MeansOf(residuals, scale);
            double inBlocks = scale * VarianceOf(means) / variance;
            largest = Math.Max(largest, inBlocks * RatioOfAr1(means.Length, Persistence(means)));
        }

        return largest;
    }

    /// <summary>The correlation without the bias that comes of having taken out a line (Hamed 2009), and on the safe side of its own error.</summary>
    private static double Persistence(double[] residuals)
    {
        int count = residuals.Length;
        double unbiased = ((count * Lag1(residuals)) + 2) / (count - 4);
        double error = Math.Sqrt(Math.Max(0, 1 - (unbiased * unbiased)) / count);
        return Math.Min(MostPersistence, unbiased + (SafeErrors * error));
    }

    private static double RatioOfAr1(int count, double correlation)
    {
        double sum = 0;
        double power = 1;
        for (int lag = 1; lag < count; lag++)
        {
            power *= correlation;
            sum += (1 - ((double)lag / count)) * power;
        }

        return Math.Max(1, 1 + (2 * sum));
    }

    private static double[] MeansOf(ReadOnlySpan<double> values, int length)
    {
        double[] means = new double[values.Length / length];
        for (int i = 0; i < means.Length; i++) means[i] = MeanOf(values.Slice(i * length, length));
        return means;
    }

    private static double MeanOf(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum / values.Length;
    }

    public static double VarianceOf(ReadOnlySpan<double> values)
    {
        double mean = MeanOf(values);
        double squares = 0;
        foreach (double value in values) squares += (value - mean) * (value - mean);
        return squares / values.Length;
    }
}
