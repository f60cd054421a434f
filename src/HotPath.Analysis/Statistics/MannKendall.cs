using Perfolizer.Mathematics.Distributions.ContinuousDistributions;

namespace HotPath.Analysis.Statistics;

/// <summary>
/// Whether values rise or fall with their order, whatever their distribution: Mann (1945) and Kendall (1970). For values that do not
/// depend on each other; for those of a running process see <see cref="CorrectedTrend"/>.
/// </summary>
public static class MannKendall
{
    /// <param name="values">In the order of time; finite. At most a few hundred: every pair is looked at.</param>
    /// <returns>S, its variance with ties, z with the correction for continuity, and the two-sided p, exact above ten values or so.</returns>
    public static (long S, double Variance, double Z, double P) Test(ReadOnlySpan<double> values)
    {
        double[] order = new double[values.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;

        KendallScore score = KendallScore.Of(order, values);
        return (score.S, score.Variance, score.Z, 2 * NormalDistribution.Standard.Cdf(-Math.Abs(score.Z)));
    }
}
