namespace HotPath.Analysis.Statistics;

/// <summary>How often the values of a stretch, in another order, can be divided into two levels as well as they are.</summary>
internal static class PermutationTest
{
    /// <summary>The smallest probability that it can give, and the step between two.</summary>
    public const double LeastProbability = 1.0 / (Permutations + 1);

    private const int Permutations = 999;

    /// <param name="values">The two levels, one behind the other.</param>
    /// <param name="block">How many neighbours stay together.</param>
    /// <param name="seed">The same seed permutes in the same way.</param>
    public static double OfOneChange(ReadOnlySpan<double> values, int block, int seed)
    {
        double[] ranks = Ranks(values);
        double found = BestDivision(ranks);
        Random random = new(seed);

        double[] permuted = new double[ranks.Length];
        int asGood = 0;
        for (int i = 0; i < Permutations; i++)
        {
            PermuteBlocks(ranks, permuted, block, random);
            if (BestDivision(permuted) >= found * (1 - 1e-12)) asGood++;
        }

        return (asGood + 1.0) / (Permutations + 1);
    }

    /// <summary>The largest sum of ranks, from their mean, that the values before any place have, in standard deviations of such a sum.</summary>
    private static double BestDivision(double[] ranks)
    {
        double sum = 0, best = 0;
        for (int before = 1; before <= ranks.Length - ChangePoints.LeastDistance; before++)
        {
            sum += ranks[before - 1];
            if (before < ChangePoints.LeastDistance) continue;

            double share = (double)before / ranks.Length;
            best = Math.Max(best, sum * sum / (share * (1 - share)));
        }

        return best;
    }

    /// <summary>From their mean; equal values share theirs.</summary>
    private static double[] Ranks(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        int[] places = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, places);
        double[] ranks = new double[sorted.Length];
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end].Equals(sorted[start]);) end++;

            for (int i = start; i < end; i++) ranks[places[i]] = ((start + end - 1) / 2.0) - ((sorted.Length - 1) / 2.0);
        }

        return ranks;
    }

    /// <summary>The stretch as a ring, cut into blocks from a drawn place on, the last of them shorter: no value is always at a cut.</summary>
    private static void PermuteBlocks(double[] ranks, double[] permuted, int block, Random random)
    {
        int count = ranks.Length, offset = random.Next(count);
        int[] starts = [.. Enumerable.Range(0, (count + block - 1) / block).Select(i => i * block)];
        random.Shuffle(starts);
        int filled = 0;
        foreach (int start in starts)
        {
            for (int i = start; i < Math.Min(start + block, count); i++) permuted[filled++] = ranks[(offset + i) % count];
        }
    }
}
