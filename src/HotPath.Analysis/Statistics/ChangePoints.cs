using Perfolizer.Mathematics.Cpd;

namespace HotPath.Analysis.Statistics;

/// <summary>
/// Where a series took another level: proposed by ED-PELT (Haynes, Fearnhead and Eckley 2017, as Perfolizer has it), and kept only where
/// a permutation test confirms it.
/// </summary>
/// <remarks>
/// ED-PELT alone finds changes in plain noise, and more where neighbours depend on each other. So the least certain point is taken away,
/// and its two stretches become one, until every point that is left divides its two stretches better than all but few permutations of them
/// can be divided, wherever one divides them. Blocks are permuted, as long as <see cref="BlockLength"/> says neighbours depend on each other.
/// Up to 40 values, such as the results of as many commits, are taken for independent. Measured at an alpha of 0.01, series without a
/// change: of independent values up to 1.8 % had one found up to there and up to 0.8 % above, of autoregressive ones (0.3 and 0.5) 1.5 to
/// 1.8 % above.
/// </remarks>
public static class ChangePoints
{
    /// <summary>Values between two change points, at least, and before the first and behind the last.</summary>
    public const int LeastDistance = 5;

    /// <summary>Values looked at, at most. Of a longer series as many medians of neighbours are, and a point lies where such a group begins.</summary>
    public const int MostValues = 600;

    private const int MostIndependent = 40; // of so few, nobody can see whether they depend on each other, and in blocks they would confirm nothing
    private const int FewestBlocks = 4; // they have too few orders to confirm anything at 0.01: no change is said where neighbours depend that much

    /// <param name="series">In the order of time, finite.</param>
    /// <param name="alpha">With which probability a series without a change has one found, about; 0.001 to 0.5.</param>
    /// <param name="seed">Of the permutations: the same seed finds the same points.</param>
    /// <returns>In the order of time; none for a series shorter than two distances.</returns>
    /// <exception cref="ArgumentException">A value is no finite number.</exception>
    public static IReadOnlyList<ChangePoint> Find(ReadOnlySpan<double> series, double alpha, int seed)
    {
        if (!(alpha is >= PermutationTest.LeastProbability and <= 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, $"Give a probability from {PermutationTest.LeastProbability} to 0.5.");
        }

        foreach (double value in series)
        {
            if (!double.IsFinite(value)) throw new ArgumentException($"A value is {value}; leave out what is no finite number.", nameof(series));
        }

        int group = (series.Length + MostValues - 1) / MostValues;
        double[] values = group <= 1 ? series.ToArray() : Grouped(series, group);
        if (values.Length < 2 * LeastDistance) return [];

        int[] last = EdPeltChangePointDetector.Instance.GetChangePointIndexes(values, LeastDistance); // each of a stretch before a change
        return [.. Confirmed(values, [.. last.Select(index => index + 1)], alpha, seed).Select(point => point with { Index = point.Index * group })];
    }

    private static IEnumerable<ChangePoint> Confirmed(double[] values, List<int> proposed, double alpha, int seed)
    {
        while (proposed.Count > 0)
        {
            int block = values.Length <= MostIndependent ? 1 : BlockLength.Of(Levelled(values, proposed));
            double[] probabilities = [.. proposed.Select((_, i) => ProbabilityOf(i, block))];
            int least = Array.IndexOf(probabilities, probabilities.Max());
            if (probabilities[least] <= alpha)
            {
                return proposed.Select((middle, i) => new ChangePoint(
                    middle, MedianOf(values.AsSpan(StartOf(i)..middle)), MedianOf(values.AsSpan(middle..EndOf(i))), probabilities[i]));
            }

            proposed.RemoveAt(least);
        }

        return [];

        int StartOf(int i) => i == 0 ? 0 : proposed[i - 1];

        int EndOf(int i) => i == proposed.Count - 1 ? values.Length : proposed[i + 1];

        double ProbabilityOf(int i, int block)
        {
            ReadOnlySpan<double> stretch = values.AsSpan(StartOf(i)..EndOf(i));
            return PermutationTest.OfOneChange(stretch, Math.Clamp(block, 1, stretch.Length / FewestBlocks), seed);
        }
    }

    /// <summary>Without the differences of the levels, which would themselves look like a dependence between neighbours.</summary>
    private static double[] Levelled(double[] values, List<int> points)
    {
        double[] levelled = [.. values];
        for (int i = 0; i <= points.Count; i++)
        {
            Span<double> stretch = levelled.AsSpan((i == 0 ? 0 : points[i - 1])..(i == points.Count ? values.Length : points[i]));
            double level = MedianOf(stretch);
            foreach (ref double value in stretch) value -= level;
        }

        return levelled;
    }

    private static double[] Grouped(ReadOnlySpan<double> series, int group)
    {
        double[] medians = new double[series.Length / group];
        for (int i = 0; i < medians.Length; i++)
        {
            int start = i * group;
            medians[i] = MedianOf(series[start..(i == medians.Length - 1 ? series.Length : start + group)]);
        }

        return medians;
    }

    private static double MedianOf(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return (sorted[(sorted.Length - 1) / 2] / 2) + (sorted[sorted.Length / 2] / 2);
    }
}
