namespace HotPath.Analysis.Statistics;

/// <summary>How many neighbouring values of a series depend on each other: the length of the blocks that a bootstrap keeps together.</summary>
/// <remarks>
/// The rule of Politis and White (2004) as corrected by Patton, Politis and White (2009), for blocks of one length: it reads the
/// autocorrelations up to where they are lost in noise and weighs them with a flat-topped window. Two and a half times the
/// length that comes out of it is taken: theirs makes the error of the variance's estimate least, and an interval covers what it promises
/// only where the bias, which is always towards too short intervals, is the smaller part of that error.
/// </remarks>
public static class BlockLength
{
    private const int LeastValues = 8; // below, nothing can be said of autocorrelation
    private const double Lengthening = 2.5;

    /// <param name="series">In the order of time, finite.</param>
    /// <returns>From the cube root of their number to a quarter of it; 1 for a constant series, and for fewer than eight values.</returns>
    public static int Of(ReadOnlySpan<double> series)
    {
        if (series.Length < LeastValues || !series.ContainsAnyExcept(series[0])) return 1;

        double[] correlations = Autocovariances(series);

        int window = Window(correlations, series.Length);
        double spectrum = correlations[0], slope = 0;
        for (int lag = 1; lag <= window && lag < correlations.Length; lag++)
        {
            double weight = Math.Min(1, 2 * (1 - ((double)lag / window))); // flat to the half, then down to nothing
            spectrum += 2 * weight * correlations[lag];
            slope += 2 * weight * lag * correlations[lag];
        }

        double best = spectrum <= 0
            ? 0 // neighbours that balance each other: short blocks are on the safe side
            : Math.Cbrt(1.5 * slope * slope / (spectrum * spectrum) * series.Length); // 2 G^2 / (4/3 g(0)^2) in their letters
        int least = (int)Math.Ceiling(Math.Cbrt(series.Length)); // a short series hides its dependence in noise
        return Math.Min(Math.Max((int)Math.Ceiling(Lengthening * best), least), series.Length / 4);
    }

    /// <summary>Twice the lag behind which five lags in a row and more are lost in noise.</summary>
    private static int Window(double[] covariances, int count)
    {
        double noise = 2 * Math.Sqrt(Math.Log10(count) / count);
        int inARow = Math.Max(5, (int)Math.Ceiling(Math.Sqrt(Math.Log10(count))));
        int quiet = 0;
        for (int lag = 1; lag < covariances.Length; lag++)
        {
            quiet = Math.Abs(covariances[lag] / covariances[0]) < noise ? quiet + 1 : 0;
            if (quiet == inARow) return Math.Max(1, 2 * (lag - inARow));
        }

        return covariances.Length - 1;
    }

    private static double[] Autocovariances(ReadOnlySpan<double> series)
    {
        double mean = 0;
        foreach (double value in series) mean += value / series.Length;

        int most = Math.Min(series.Length - 1, (int)Math.Ceiling(Math.Sqrt(series.Length)) + Math.Max(5, (int)Math.Ceiling(Math.Sqrt(Math.Log10(series.Length)))));
        double[] covariances = new double[most + 1];
        for (int lag = 0; lag <= most; lag++)
        {
            for (int i = lag; i < series.Length; i++)
            {
                covariances[lag] += (series[i] - mean) * (series[i - lag] - mean) / series.Length;
            }
        }

        return covariances;
    }
}
