using System.Numerics;

namespace HotPath.Tests.Statistics;

/// <summary>Every way in which the values of two samples can lie among each other: what an exact distribution must agree with.</summary>
internal static class Arrangements
{
    public static IEnumerable<(int First, int Second)> SizesUpToEight =>
        from first in Enumerable.Range(1, 8)
        from second in Enumerable.Range(1, 8)
        select (first, second);

    /// <summary>The ranks, from 0, that the first sample has in each arrangement, as bits.</summary>
    public static IEnumerable<uint> RanksOfFirst(int first, int second) =>
        Enumerable.Range(0, 1 << (first + second)).Select(bits => (uint)bits).Where(bits => BitOperations.PopCount(bits) == first);

    /// <summary>For each number of pairs in which the second sample's value is the smaller: in how many arrangements it comes out.</summary>
    public static long[] CountsOfU(int first, int second)
    {
        long[] counts = new long[(first * second) + 1];
        foreach (uint ranks in RanksOfFirst(first, second))
        {
            int u = 0;
            for (int rank = 0; rank < first + second; rank++)
            {
                if ((ranks >> rank & 1) == 1) u += BitOperations.PopCount(~ranks & ((1u << rank) - 1));
            }

            counts[u]++;
        }

        return counts;
    }
}
