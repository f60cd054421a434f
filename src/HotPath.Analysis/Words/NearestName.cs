namespace HotPath.Analysis.Words;

/// <summary>What a user may have meant by a name that is not known.</summary>
internal static class NearestName
{
    /// <returns>At most <paramref name="most"/> of the nearest known names; none where all differ in more than a third of the characters.</returns>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> known, int most)
    {
        IGrouping<int, string>? nearest = known
            .GroupBy(candidate => DistanceBetween(Plain(name), Plain(candidate)))
            .MinBy(candidates => candidates.Key);
        return nearest is null || nearest.Key > Math.Max(1, name.Length / 3)
            ? []
            : [.. nearest.Order(StringComparer.Ordinal).Take(most)];
    }

    /// <summary>max_tokens and MaxTokens are maxTokens in another dress.</summary>
    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>Characters to insert, delete, replace or swap with their neighbour (optimal string alignment).</summary>
    private static int DistanceBetween(string left, string right)
    {
        int[] beforeLast = new int[right.Length + 1];
        int[] last = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int[] row = new int[right.Length + 1];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[right.Length];
    }
}
