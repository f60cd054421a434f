using HotPath.Gate.Micro;

namespace HotPath.Gate.Soak.Comparing;

/// <summary>Whether runs of both sides lie between each other in time.</summary>
internal static class SoakPairs
{
    /// <returns>Runs next to each other, each in one pair at most, of which one is of base and the other of head.</returns>
    public static int Count(IEnumerable<(DateTimeOffset StartedAt, Side Side)> runs)
    {
        Side[] order = [.. runs.OrderBy(run => run.StartedAt).Select(run => run.Side)];
        int pairs = 0;
        for (int i = 1; i < order.Length; i++)
        {
            if (order[i] == order[i - 1]) continue;

            pairs++;
            i++; // both are used up
        }

        return pairs;
    }
}
