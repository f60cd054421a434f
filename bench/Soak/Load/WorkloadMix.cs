using HotPath.Soak.Content;

namespace HotPath.Soak.Load;

/// <summary>
/// Which group request <c>n</c> belongs to, and what is drawn for it: a pure function. Groups come by smooth weighted round robin, so
/// their shares are exact over each cycle of the summed weights and no group comes in a lump.
/// </summary>
internal sealed class WorkloadMix
{
    /// <summary>Seeds travel as JSON numbers, which many readers keep in a double: 53 bits survive.</summary>
    private const int SeedBits = 53;

    private readonly int[] _cycle;
    private readonly ulong _seed;

    /// <param name="weights">Each at least 1.</param>
    public WorkloadMix(IReadOnlyList<int> weights, long seed)
    {
        _seed = (ulong)seed;
        _cycle = CycleOf(weights);
    }

    public int GroupOf(long number) => _cycle[(int)(number % _cycle.Length)];

    /// <summary>The seed that travels with request <paramref name="number"/>, 0 to 2^53 - 1.</summary>
    public long SeedOf(long number) => (long)(SplitMix64.At(_seed, (ulong)number) >> (64 - SeedBits));

    private static int[] CycleOf(IReadOnlyList<int> weights)
    {
        int divisor = weights.Aggregate(GreatestCommonDivisor);
        int total = weights.Sum() / divisor;
        int[] cycle = new int[total];
        int[] credit = new int[weights.Count];
        for (int place = 0; place < total; place++)
        {
            int chosen = 0;
            for (int group = 0; group < credit.Length; group++)
            {
                credit[group] += weights[group] / divisor;
                if (credit[group] > credit[chosen]) chosen = group;
            }

            credit[chosen] -= total;
            cycle[place] = chosen;
        }

        return cycle;
    }

    private static int GreatestCommonDivisor(int left, int right) => right == 0 ? left : GreatestCommonDivisor(right, left % right);
}
