namespace HotPath.Analysis.Statistics;

/// <summary>
/// How evenly a good is shared: the square of the sum over n times the sum of squares (Jain, Chiu and Hawe 1984). 1: all have the
/// same; 1/n: one has all.
/// </summary>
public static class JainsIndex
{
    /// <param name="shares">What each has, 0 or more, against what is its due.</param>
    /// <returns>Null where nobody has anything.</returns>
    public static double? Of(IReadOnlyList<double> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        double sum = shares.Sum();
        return sum > 0 ? sum * sum / (shares.Count * shares.Sum(share => share * share)) : null;
    }
}
