using System.Collections.Concurrent;

namespace HotPath.Analysis.Statistics;

/// <summary>
/// The exact null distribution of Mann and Whitney's U (1947): of all pairs with one value of each of two samples, in how many the
/// second is the smaller one, where both come from one distribution without ties. Safe from any thread.
/// </summary>
/// <remarks>
/// Counted by their recurrence over the numbers of values. Perfolizer's exact distributions agree, as tests hold, but count in 64 bits:
/// from 65 values together on they are wrong or refuse. The counts here are whole numbers up to 2^53 and rounded by addition above.
/// </remarks>
public static class MannWhitney
{
    /// <summary>Values that both samples may have together. The work grows with the square of their product: 0.1 s here.</summary>
    public const int MostValues = 200;

    private static readonly ConcurrentDictionary<(int First, int Second), double[]> Known = new();

    /// <summary>The probability that U is <paramref name="u"/> or less, 0..1.</summary>
    /// <param name="first">Values of the first sample, 1 or more.</param>
    /// <param name="second">Values of the second, 1 or more; both together at most <see cref="MostValues"/>.</param>
    /// <param name="u">Pairs. Below 0: the probability is 0. From all pairs on: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A sample is empty, or there are too many values.</exception>
    public static double ProbabilityOfAtMost(int first, int second, int u)
    {
        double[] probabilities = Probabilities(first, second);
        return u < 0 ? 0 : probabilities[Math.Min(u, probabilities.Length - 1)];
    }

    /// <summary>How many values of U, from 0 up, lie in the tail of a one-sided test.</summary>
    /// <param name="first">As in <see cref="ProbabilityOfAtMost"/>.</param>
    /// <param name="second">As in <see cref="ProbabilityOfAtMost"/>.</param>
    /// <param name="alpha">The tail's probability at most, above 0 and below 1.</param>
    /// <returns>The largest k for which U is below k with a probability of at most <paramref name="alpha"/>; 0 where the samples are too small to say so of any.</returns>
    /// <exception cref="ArgumentOutOfRangeException">As in <see cref="ProbabilityOfAtMost"/>, or alpha is no probability.</exception>
    public static int TailLength(int first, int second, double alpha)
    {
        if (!(alpha is > 0 and < 1)) // also refuses NaN
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A one-sided test needs a probability above 0 and below 1.");
        }

        double[] probabilities = Probabilities(first, second);
        int place = Array.BinarySearch(probabilities, alpha);
        return place >= 0 ? place + 1 : ~place; // they rise strictly, so that an equal one stands alone
    }

    private static double[] Probabilities(int first, int second)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(second, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(second, MostValues - Math.Min(first, MostValues));
        return Known.GetOrAdd((first, second), static sizes => Cumulated(Counts(sizes.First, sizes.Second)));
    }

    // The largest of i + j values is of the first sample: then all j of the second are smaller. Or of the second: then no pair counts.
    private static double[] Counts(int first, int second)
    {
        double[][] counts = [.. Enumerable.Range(0, second + 1).Select(_ => new double[(first * second) + 1])];
        foreach (double[] none in counts)
        {
            none[0] = 1;
        }

        for (int i = 1; i <= first; i++)
        {
            for (int j = 1; j <= second; j++)
            {
                for (int u = i * j; u >= j; u--)
                {
                    counts[j][u] = counts[j][u - j] + counts[j - 1][u];
                }

                counts[j - 1].AsSpan(0, j).CopyTo(counts[j]); // u below j
            }
        }

        return counts[second];
    }

    private static double[] Cumulated(double[] counts)
    {
        for (int u = 1; u < counts.Length; u++)
        {
            counts[u] += counts[u - 1];
        }

        double all = counts[^1];
        return [.. counts.Select(count => count / all)]; // 1/20 is the same double as an alpha of 0.05
    }
}
