namespace HotPath.Analysis.Statistics;

/// <summary>
/// How far two independent samples lie apart (Hodges and Lehmann 1963): the median of the differences of all pairs, with exact
/// one-sided bounds that ask for no shape of the distributions (Moses 1953; Lehmann 1963).
/// </summary>
/// <remarks>
/// The bounds are order statistics of the pairwise differences: the k-th smallest, where k values of U make up the tail of a one-sided
/// <see cref="MannWhitney"/> test. Equal values count wholly against the claim that a bound lies beyond them, so that ties make a bound
/// wider and never false: each holds with a probability of at least 1 less alpha whatever the distribution (Noether 1967).
/// </remarks>
public static class HodgesLehmann
{
    /// <summary>What head is of the baseline: e to the median of all pairwise differences of the logarithms.</summary>
    /// <param name="baseline">Finite and above 0, at least one, in any order.</param>
    /// <param name="head">The same; both together at most <see cref="MannWhitney.MostValues"/>.</param>
    /// <param name="alpha">With which probability, at most, each of the bounds is wrong by itself; above 0 and below 1.</param>
    /// <returns>1.10: head is a tenth more. Lower is 0 and Upper infinity where the samples are too small for alpha.</returns>
    /// <exception cref="ArgumentException">A sample is empty or has a value that is not above 0 and finite.</exception>
    public static (double Estimate, double Lower, double Upper) Ratio(ReadOnlySpan<double> baseline, ReadOnlySpan<double> head, double alpha)
    {
        (double estimate, double lower, double upper) = Shift(Logarithms(baseline, nameof(baseline)), Logarithms(head, nameof(head)), alpha);
        return (Math.Exp(estimate), Math.Exp(lower), Math.Exp(upper));
    }

    /// <summary>The estimate of <see cref="Ratio"/> alone, of samples of any size.</summary>
    /// <param name="baseline">Finite and above 0, at least one, in any order.</param>
    /// <param name="head">The same.</param>
    /// <returns>1.10: head is a tenth more.</returns>
    /// <exception cref="ArgumentException">A sample is empty or has a value that is not above 0 and finite.</exception>
    public static double RatioEstimate(ReadOnlySpan<double> baseline, ReadOnlySpan<double> head)
    {
        double[] before = Logarithms(baseline, nameof(baseline));
        double[] now = Logarithms(head, nameof(head));
        Check(before, nameof(baseline));
        Check(now, nameof(head));
        return Math.Exp(MedianOf(Differences(before, now)));
    }

    /// <summary>By how much head lies above the baseline: the median of all pairwise differences.</summary>
    /// <param name="baseline">Finite, at least one, in any order.</param>
    /// <param name="head">The same; both together at most <see cref="MannWhitney.MostValues"/>.</param>
    /// <param name="alpha">With which probability, at most, each of the bounds is wrong by itself; above 0 and below 1.</param>
    /// <returns>In the samples' unit. Lower is minus infinity and Upper infinity where the samples are too small for alpha.</returns>
    /// <exception cref="ArgumentException">A sample is empty or has a value that is no finite number.</exception>
    public static (double Estimate, double Lower, double Upper) Shift(ReadOnlySpan<double> baseline, ReadOnlySpan<double> head, double alpha)
    {
        Check(baseline, nameof(baseline));
        Check(head, nameof(head));
        int tail = MannWhitney.TailLength(baseline.Length, head.Length, alpha);

        double[] differences = Differences(baseline, head);
        return tail == 0
            ? (MedianOf(differences), double.NegativeInfinity, double.PositiveInfinity)
            : (MedianOf(differences), differences[tail - 1], differences[^tail]);
    }

    private static double[] Differences(ReadOnlySpan<double> baseline, ReadOnlySpan<double> head)
    {
        double[] differences = new double[baseline.Length * head.Length];
        for (int i = 0; i < baseline.Length; i++)
        {
            for (int j = 0; j < head.Length; j++)
            {
                differences[(i * head.Length) + j] = head[j] - baseline[i];
            }
        }

        Array.Sort(differences);
        return differences;
    }

    private static double MedianOf(double[] sorted) => (sorted[(sorted.Length - 1) / 2] / 2) + (sorted[sorted.Length / 2] / 2);

    private static double[] Logarithms(ReadOnlySpan<double> values, string name)
    {
        double[] logarithms = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] > 0 && double.IsFinite(values[i])))
            {
                throw new ArgumentException($"Value {i} is {values[i]}; a ratio is of finite values above 0.", name);
            }

            logarithms[i] = Math.Log(values[i]);
        }

        return logarithms;
    }

    private static void Check(ReadOnlySpan<double> values, string name)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("There is no value; give at least one of each sample.", name);
        }

        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException($"A value is {value}; differences are of finite numbers.", name);
            }
        }
    }
}
