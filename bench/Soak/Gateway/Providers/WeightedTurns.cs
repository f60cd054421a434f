using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Providers;

/// <summary>
/// Whose turn it is: of the first <c>n</c> turns each member has its share to within one, for every <c>n</c>, and exactly at the end of each
/// cycle of the summed weights. For one thread at a time.
/// </summary>
/// <remarks>
/// A member of share <c>p</c> wants its turn <c>k</c> (from 0) between <c>floor(k / p)</c> and <c>ceil((k + 1) / p)</c>. Of those whose time
/// has come the one whose time ends first is taken, which keeps all of them: proportionate progress on one processor (Baruah, Cohen, Plaxton
/// and Varvel 1996).
/// </remarks>
internal sealed class WeightedTurns
{
    private readonly long[] _parts;
    private readonly long[] _taken;
    private readonly long _total;
    private long _place;

    /// <param name="weights">Each at least 1.</param>
    public WeightedTurns(IReadOnlyList<int> weights)
    {
        _parts = RequestShares.Reduced(weights);
        _taken = new long[_parts.Length];
        _total = _parts.Sum();
    }

    /// <returns>The member's index.</returns>
    public int Next()
    {
        int chosen = -1;
        long chosenEnd = long.MaxValue;
        for (int member = 0; member < _parts.Length; member++)
        {
            if (_taken[member] * _total / _parts[member] > _place) continue;

            long end = (((_taken[member] + 1) * _total) + _parts[member] - 1) / _parts[member];
            if (end < chosenEnd) (chosen, chosenEnd) = (member, end);
        }

        _taken[chosen]++;
        if (++_place == _total) Begin();
        return chosen;
    }

    private void Begin()
    {
        _place = 0;
        Array.Clear(_taken);
    }
}
