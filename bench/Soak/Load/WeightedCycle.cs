using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load;

/// <summary>
/// Which of some members number <c>n</c> goes to: a pure function. Of the first <c>n</c> numbers each member has its share to within one,
/// for every <c>n</c>, and exactly at the end of each cycle of the summed weights.
/// </summary>
/// <remarks>
/// A member of share <c>p</c> wants its number <c>k</c> (from 0) between <c>floor(k / p)</c> and <c>ceil((k + 1) / p)</c>. Of those whose
/// time has come the one whose time ends first is taken, which keeps all of them: proportionate progress on one processor
/// (Baruah, Cohen, Plaxton and Varvel 1996). The better known way, whose credit is largest, can fall behind by more than one.
/// </remarks>
internal sealed class WeightedCycle
{
    private readonly ushort[] _members; // by place in the cycle
    private readonly int[] _ranks;
    private readonly long[] _parts;

    /// <param name="weights">Each at least 1; together within <see cref="RequestShares.MostParts"/>.</param>
    public WeightedCycle(IReadOnlyList<int> weights)
    {
        _parts = RequestShares.Reduced(weights);
        long length = _parts.Sum();
        _members = new ushort[length];
        _ranks = new int[length];
        Fill();
    }

    public int MemberOf(long number) => _members[(int)(number % _members.Length)];

    /// <summary>How many numbers before <paramref name="number"/> go to the same member: its own numbers, from 0 and without a gap.</summary>
    public long RankOf(long number)
    {
        (long cycle, long place) = Math.DivRem(number, _members.Length);
        return (cycle * _parts[_members[place]]) + _ranks[place];
    }

    private void Fill()
    {
        long total = _members.Length;
        long[] taken = new long[_parts.Length];
        PriorityQueue<int, long> toCome = new(Enumerable.Range(0, _parts.Length).Select(member => (member, 0L)));
        PriorityQueue<int, (long End, int Member)> wanting = new();
        for (long place = 0; place < total; place++)
        {
            while (toCome.TryPeek(out int member, out long from) && from <= place)
            {
                long end = (((taken[member] + 1) * total) + _parts[member] - 1) / _parts[member];
                wanting.Enqueue(toCome.Dequeue(), (end, member));
            }

            int chosen = wanting.Dequeue();
            _members[place] = (ushort)chosen;
            _ranks[place] = (int)taken[chosen];
            taken[chosen]++;
            toCome.Enqueue(chosen, taken[chosen] * total / _parts[chosen]);
        }
    }
}
