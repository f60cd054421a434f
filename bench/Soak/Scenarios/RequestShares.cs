namespace HotPath.Soak.Scenarios;

/// <summary>The weights of a workload as parts of a whole.</summary>
internal static class RequestShares
{
    /// <summary>What the parts may add up to: a cycle of so many requests is kept, at six bytes each.</summary>
    public const long MostParts = 4_000_000;

    /// <summary>Groups of a workload: a place in the cycle names one of so many.</summary>
    public const int MostGroups = 10_000;

    /// <summary>The weights without what they have in common.</summary>
    /// <param name="weights">Each at least 1.</param>
    public static long[] Reduced(IReadOnlyList<int> weights)
    {
        int divisor = weights.Aggregate(GreatestCommonDivisor);
        return [.. weights.Select(weight => (long)(weight / divisor))];
    }

    private static int GreatestCommonDivisor(int left, int right) => right == 0 ? left : GreatestCommonDivisor(right, left % right);
}
