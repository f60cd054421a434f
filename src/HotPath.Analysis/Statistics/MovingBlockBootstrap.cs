using Perfolizer.Mathematics.Distributions.ContinuousDistributions;

namespace HotPath.Analysis.Statistics;

/// <summary>
/// How sure a statistic of a series is whose neighbours depend on each other (Künsch 1989; Liu and Singh 1992): the series is put
/// together anew, many times, out of blocks drawn from it, so that what lies in a block keeps its order.
/// </summary>
/// <remarks>
/// The interval is the estimate and Student's t times the spread of the resamples. The percentiles of the resamples themselves would be
/// too narrow by far for series of some hundred values: there are few blocks. For n values in blocks of b the variance is multiplied by
/// n/(n-b), as for overlapping batch means (Meketon and Schmeiser 1984), and t has n/b - 1 degrees of freedom, the blocks that there are.
/// Of 60 values a nominal 95 % covers 90 to 95, the less the more they depend on each other; from 180 on 93 to 95.
/// </remarks>
public static class MovingBlockBootstrap
{
    /// <summary>Values that a series must have.</summary>
    public const int LeastValues = 12;

    private const int Resamples = 500;

    /// <param name="count">Values of the series, <see cref="LeastValues"/> or more.</param>
    /// <param name="blockLength">As <see cref="BlockLength.Of"/> gives it; 1 to half the values.</param>
    /// <param name="statistic">Of the values at these places, which come in any order, some of them often; the span is valid during the call.</param>
    /// <param name="confidence">Between 0 and 1, such as 0.95; the interval has both sides.</param>
    /// <param name="seed">The same seed draws the same blocks.</param>
    /// <returns>Null where a statistic is no finite number.</returns>
    public static BootstrapInterval? Interval(int count, int blockLength, Func<ReadOnlySpan<int>, double> statistic, double confidence, int seed)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, LeastValues);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockLength, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(blockLength, count / 2);
        if (!(confidence is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "An interval needs a probability above 0 and below 1.");

        double estimate = statistic([.. Enumerable.Range(0, count)]);
        double spread = Spread(count, blockLength, statistic, new Random(seed));
        if (!double.IsFinite(estimate) || !double.IsFinite(spread)) return null;

        double error = spread * Math.Sqrt((double)count / (count - blockLength));
        double freedom = ((double)count / blockLength) - 1;
        double reach = new StudentDistribution(freedom).Quantile((1 + confidence) / 2) * error;
        return new BootstrapInterval(estimate, estimate - reach, estimate + reach, error);
    }

    private static double Spread(int count, int blockLength, Func<ReadOnlySpan<int>, double> statistic, Random random)
    {
        int[] places = new int[count];
        double mean = 0, squares = 0;
        for (int i = 1; i <= Resamples; i++)
        {
            Draw(places, blockLength, random);
            double value = statistic(places);
            double away = value - mean;
            mean += away / i;
            squares += away * (value - mean);
        }

        return Math.Sqrt(squares / (Resamples - 1));
    }

    private static void Draw(int[] places, int blockLength, Random random)
    {
        for (int filled = 0; filled < places.Length; filled += blockLength)
        {
            int start = random.Next(places.Length - blockLength + 1);
            int length = Math.Min(blockLength, places.Length - filled);
            for (int i = 0; i < length; i++) places[filled + i] = start + i;
        }
    }
}
