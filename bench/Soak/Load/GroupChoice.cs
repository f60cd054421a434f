using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load;

/// <summary>
/// In whose name the requests of one group are sent, for which of its models, and which of them repeat: pure functions of a request's
/// number in its group.
/// </summary>
/// <remarks>
/// Of the group's first <c>n</c> requests each tenant has its share to within one, and of each tenant's first <c>n</c> each model. Shares
/// within shares, not two cycles side by side: those could keep step, so that one tenant would always ask for the same model.
/// </remarks>
internal sealed class GroupChoice
{
    /// <summary>Keeps the seeds of requests that repeat apart from those of all others.</summary>
    private const ulong DistinctSequence = 0xD157;

    private readonly WeightedCycle _tenants;
    private readonly Sender[] _senders;
    private readonly int? _distinct;
    private readonly ulong _group;

    private GroupChoice(RequestGroup group, int place, IReadOnlyList<Tenant> tenants)
    {
        int[] sending = [.. Enumerable.Range(0, tenants.Count).Where(tenant => tenants[tenant].Sends(group))];
        _tenants = new WeightedCycle(sending.Length == 0 ? [1] : [.. sending.Select(tenant => tenants[tenant].Weight)]);
        _senders = sending.Length == 0 ? [new Sender(0, group, _ => true)] : [.. sending.Select(tenant => new Sender(tenant, group, tenants[tenant].AsksFor))];
        _distinct = group.Distinct;
        _group = (ulong)place;
    }

    /// <param name="place">Of the group in the workload.</param>
    /// <returns>Null where there is nothing to choose.</returns>
    public static GroupChoice? Of(RequestGroup group, int place, IReadOnlyList<Tenant> tenants) =>
        tenants.Count == 0 && group.Models.Count == 0 && group.Distinct is null ? null : new GroupChoice(group, place, tenants);

    /// <param name="numberInGroup">Of the request.</param>
    /// <param name="seed">The request's own.</param>
    /// <param name="phaseSeed">Of all requests of the phase.</param>
    public RequestDraw Draw(long numberInGroup, long seed, long phaseSeed)
    {
        Sender sender = _senders[_tenants.MemberOf(numberInGroup)];
        long number = _tenants.RankOf(numberInGroup);
        long textSeed = seed;
        if (_distinct is { } distinct)
        {
            number %= distinct;
            textSeed = RequestDraw.SeedAt((long)SplitMix64.At(SplitMix64.At((ulong)phaseSeed, DistinctSequence), _group), number);
        }

        return new RequestDraw(textSeed) { Identity = seed, Tenant = sender.Tenant, Model = sender.ModelOf(number) };
    }

    private sealed class Sender
    {
        private readonly int[] _models; // their places in the group
        private readonly WeightedCycle _cycle;

        public Sender(int tenant, RequestGroup group, Func<string, bool> asksFor)
        {
            Tenant = tenant;
            IReadOnlyList<WeightedModel> all = group.AllModels;
            int[] asked = [.. Enumerable.Range(0, all.Count).Where(model => asksFor(all[model].Name))];
            _models = asked.Length == 0 ? [0] : asked; // a group that asks for no model
            _cycle = new WeightedCycle([.. _models.Select(model => all[model].Weight)]);
        }

        public int Tenant { get; }

        public int ModelOf(long number) => _models[_cycle.MemberOf(number)];
    }
}
