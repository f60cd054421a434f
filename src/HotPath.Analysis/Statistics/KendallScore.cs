namespace HotPath.Analysis.Statistics;

/// <summary>Kendall's S: pairs that rise together less pairs that do not, and its variance where nothing depends on anything.</summary>
/// <param name="S">Between plus and minus the number of pairs.</param>
/// <param name="Variance">With ties in both (Kendall 1970, Rank Correlation Methods, section 4.5); 0 where all of one are equal.</param>
internal readonly record struct KendallScore(long S, double Variance)
{
    /// <summary>In standard errors, one pair nearer to 0 than it is: S moves in steps of two.</summary>
    public double Z => Variance > 0 ? (S - Math.Sign(S)) / Math.Sqrt(Variance) : 0;

    /// <param name="x">In any order.</param>
    /// <param name="y">As many as <paramref name="x"/>.</param>
    public static KendallScore Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        long s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = i + 1; j < x.Length; j++) s += Math.Sign(x[j].CompareTo(x[i])) * Math.Sign(y[j].CompareTo(y[i]));
        }

        return new KendallScore(s, VarianceOf(x, y));
    }

    private static double VarianceOf(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double n = x.Length;
        if (n < 2) return 0;

        Ties inX = Ties.Of(x);
        Ties inY = Ties.Of(y);
        double variance = ((n * (n - 1) * ((2 * n) + 5)) - inX.OfPairsAndOrder - inY.OfPairsAndOrder) / 18;
        variance += inX.OfPairs * inY.OfPairs / (2 * n * (n - 1));
        if (n > 2) variance += inX.OfTriples * inY.OfTriples / (9 * n * (n - 1) * (n - 2));
        return Math.Max(0, variance);
    }

    /// <summary>Sums over the groups of t equal values: t(t-1), t(t-1)(t-2) and t(t-1)(2t+5).</summary>
    private readonly record struct Ties(double OfPairs, double OfTriples, double OfPairsAndOrder)
    {
        public static Ties Of(ReadOnlySpan<double> values)
        {
            double[] sorted = values.ToArray();
            Array.Sort(sorted);
            Ties ties = default;
            for (int from = 0, to; from < sorted.Length; from = to)
            {
                for (to = from + 1; to < sorted.Length && sorted[to].Equals(sorted[from]);) to++;

                double t = to - from;
                ties = new Ties(
                    ties.OfPairs + (t * (t - 1)),
                    ties.OfTriples + (t * (t - 1) * (t - 2)),
                    ties.OfPairsAndOrder + (t * (t - 1) * ((2 * t) + 5)));
            }

            return ties;
        }
    }
}
