using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load;

/// <summary>
/// Which group request <c>n</c> belongs to, and what is drawn for it: a pure function. Of the first <c>n</c> requests each group has its
/// share to within one request, for every <c>n</c>, and exactly at the end of each cycle of the summed weights.
/// </summary>
/// <remarks>
/// A group of share <c>p</c> wants its request <c>k</c> (from 0) between <c>floor(k / p)</c> and <c>ceil((k + 1) / p)</c>. Of those whose
/// time has come the one whose time ends first is taken, which keeps all of them: proportionate progress on one processor
/// (Baruah, Cohen, Plaxton and Varvel 1996). The better known way, whose credit is largest, can fall behind by more than one.
/// </remarks>
internal sealed class WorkloadMix
{
    private readonly ushort[] _cycle;
    private readonly long _seed;

    /// <param name="weights">Each at least 1; together within <see cref="RequestShares.MostParts"/>.</param>
    public WorkloadMix(IReadOnlyList<int> weights, long seed)
    {
        _seed = seed;
        _cycle = CycleOf(RequestShares.Reduced(weights));
    }

    public int GroupOf(long number) => _cycle[(int)(number % _cycle.Length)];

    /// <summary>The seed that travels with request <paramref name="number"/>, 0 to 2^53 - 1.</summary>
    public long SeedOf(long number) => RequestDraw.SeedAt(_seed, number);

    private static ushort[] CycleOf(long[] parts)
    {
        long total = parts.Sum();
        ushort[] cycle = new ushort[total];
        long[] taken = new long[parts.Length];
        PriorityQueue<int, long> toCome = new(Enumerable.Range(0, parts.Length).Select(group => (group, 0L)));
        PriorityQueue<int, (long End, int Group)> wanting = new();
        for (long place = 0; place < total; place++)
        {
            while (toCome.TryPeek(out int group, out long from) && from <= place)
            {
                long end = (((taken[group] + 1) * total) + parts[group] - 1) / parts[group];
                wanting.Enqueue(toCome.Dequeue(), (end, group));
            }

            int chosen = wanting.Dequeue();
            cycle[place] = (ushort)chosen;
            taken[chosen]++;
            toCome.Enqueue(chosen, taken[chosen] * total / parts[chosen]);
        }

        return cycle;
    }
}
