using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load;

/// <summary>Which group request <c>n</c> of a phase belongs to, by exact shares, and what is drawn for it: a pure function.</summary>
internal sealed class WorkloadMix
{
    private readonly WeightedCycle _groups;

    /// <param name="weights">Each at least 1; together within <see cref="RequestShares.MostParts"/>.</param>
    public WorkloadMix(IReadOnlyList<int> weights, long seed)
    {
        Seed = seed;
        _groups = new WeightedCycle(weights);
    }

    /// <summary>What all seeds of the phase are drawn from.</summary>
    public long Seed { get; }

    public int GroupOf(long number) => _groups.MemberOf(number);

    /// <summary>The number of the request among those of its group, from 0.</summary>
    public long NumberInGroup(long number) => _groups.RankOf(number);

    /// <summary>The seed that travels with request <paramref name="number"/>, 0 to 2^53 - 1.</summary>
    public long SeedOf(long number) => RequestDraw.SeedAt(Seed, number);
}
