namespace HotPath.Analysis.Statistics;

/// <summary>How large a probability may be of which so many cases of so many were seen: an exact bound, from the binomial distribution itself.</summary>
/// <remarks>
/// C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26 (1934) 404-413.
/// Unlike approximations it holds where next to nothing was seen: none of n is at most 1 - alpha^(1/n).
/// </remarks>
public static class ClopperPearson
{
    private const double Negligible = 1e-17; // of a sum: less than its last digit

    /// <summary>The probability above which so few cases would have come up with a probability of at most alpha.</summary>
    /// <param name="found">Cases seen, 0 to all.</param>
    /// <param name="of">All, 1 or more, independent of each other.</param>
    /// <param name="alpha">With which probability the bound is wrong, at most; above 0 and at most 0.5.</param>
    /// <returns>Above the share that was seen, to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double Upper(int found, int of, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(of, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(found);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(found, of);
        if (!(alpha is > 0 and <= 0.5)) // also refuses NaN
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A bound needs a probability above 0, at most 0.5.");
        }

        if (found == of) return 1;

        double logarithmOfWays = LogarithmOfWays(found, of);
        double low = (double)found / of;
        double high = 1;
        while (true)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high) return high; // no double lies between them

            if (ProbabilityOfAtMost(found, of, middle, logarithmOfWays) > alpha) low = middle;
            else high = middle;
        }
    }

    // From the term of what was found downwards: above its share these fall, the faster the further.
    private static double ProbabilityOfAtMost(int found, int of, double probability, double logarithmOfWays)
    {
        double term = Math.Exp(logarithmOfWays + (found * Math.Log(probability)) + ((of - found) * Math.Log(1 - probability)));
        double sum = term;
        for (int count = found; count > 0 && term > sum * Negligible; count--)
        {
            term *= count / (of - count + 1.0) * ((1 - probability) / probability);
            sum += term;
        }

        return sum;
    }

    private static double LogarithmOfWays(int found, int of)
    {
        int fewer = Math.Min(found, of - found);
        double sum = 0;
        for (int i = 1; i <= fewer; i++)
        {
            sum += Math.Log((of - fewer + i) / (double)i);
        }

        return sum;
    }
}
