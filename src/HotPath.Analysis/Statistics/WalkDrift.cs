using Perfolizer.Mathematics.Distributions.ContinuousDistributions;

namespace HotPath.Analysis.Statistics;

/// <summary>
/// The drift of a random walk: where values hang together so closely that each is the one before and a step, the steps are what is independent, and
/// their mean has Student's bounds (the maximum-likelihood estimate of a Brownian motion's drift). Of values that hang together less, a step
/// takes back part of the one before, so that the bounds are too wide and never too narrow.
/// </summary>
internal static class WalkDrift
{
    private const double Confidence = 0.99;

    /// <param name="x">Rising; at least three.</param>
    /// <param name="y">As many as <paramref name="x"/>.</param>
    public static TrendEstimate Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int steps = x.Length - 1;
        double length = x[^1] - x[0];
        double drift = (y[^1] - y[0]) / length;
        double squares = 0;
        for (int i = 0; i < steps; i++)
        {
            double width = x[i + 1] - x[i];
            double beside = y[i + 1] - y[i] - (drift * width);
            squares += beside * beside / width;
        }

        double error = Math.Sqrt(squares / (steps - 1) / length);
        StudentDistribution errors = new(steps - 1);
        double reach = error * errors.Quantile((1 + Confidence) / 2);
        return new TrendEstimate(new SlopeInterval(drift - reach, drift, drift + reach), error > 0 ? 2 * errors.Cdf(-Math.Abs(drift / error)) : drift == 0 ? 1 : 0, 1);
    }
}
