namespace HotPath.Soak.Distributed.Statistics;

/// <summary>What was counted over an interval, spread evenly over the seconds of the clock that it touches.</summary>
internal static class SecondShares
{
    /// <param name="from">Unix seconds.</param>
    /// <param name="until">Unix seconds, at or after <paramref name="from"/>.</param>
    /// <returns>Each second with its share; the shares are whole, above 0, and add up to <paramref name="count"/>.</returns>
    public static IReadOnlyList<(long Second, long Count)> Of(long count, double from, double until)
    {
        List<(long, long)> shares = [];
        long given = 0;
        long last = (long)Math.Floor(until);
        for (long second = (long)Math.Floor(from); given < count; second++)
        {
            long upTo = second >= last ? count : (long)Math.Round(count * (second + 1 - from) / (until - from));
            if (upTo > given) shares.Add((second, upTo - given));
            given = upTo;
        }

        return shares;
    }
}
