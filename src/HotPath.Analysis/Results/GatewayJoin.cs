namespace HotPath.Analysis.Results;

/// <summary>The gateway as several runs saw it at the same time.</summary>
internal static class GatewayJoin
{
    /// <returns>
    /// With a target: the one gateway that both loaded, as who measured longer saw it, its bytes shared out among what both received. Without: each had
    /// one of its own, and they are joined as processes are.
    /// </returns>
    public static GatewayFigures? Of(RunResult one, RunResult other, JoinWeights events, JoinWeights requests)
    {
        if (one.Gateway is not { } its || other.Gateway is not { } others) return one.Gateway ?? other.Gateway;

        if (one.Environment.Target is null) return ProcessJoin.Of(its, others, events, requests)! with { Pacing = Pacing(its.Pacing, others.Pacing) };

        bool isOnes = one.DurationSeconds >= other.DurationSeconds;
        GatewayFigures seen = isOnes ? its : others;
        return seen with
        {
            AllocatedBytesPerEvent = Shared(seen.AllocatedBytesPerEvent, isOnes, events),
            AllocatedBytesPerRequest = Shared(seen.AllocatedBytesPerRequest, isOnes, requests),
        };
    }

    // In an interval: of the same gateway what either saw is the whole.
    public static ProcessInterval? Of(ProcessInterval? one, ProcessInterval? other, bool isSame) => isSame ? one ?? other : ProcessJoin.Of(one, other);

    private static double? Shared(double? bytesEach, bool isOnes, JoinWeights all) => isOnes ? all.MeanOfKnown(bytesEach, 0) : all.MeanOfKnown(0, bytesEach);

    private static PacingFigures? Pacing(PacingFigures? one, PacingFigures? other)
    {
        if (one is null || other is null) return one ?? other;

        JoinWeights gaps = new(one.Gap?.Count ?? 0, other.Gap?.Count ?? 0);
        return new PacingFigures
        {
            Ttft = LatencyJoin.Of(one.Ttft, other.Ttft),
            Gap = LatencyJoin.Of(one.Gap, other.Gap),
            Late = LatencyJoin.Of(one.Late, other.Late),
            PoolDelay = LatencyJoin.Of(one.PoolDelay, other.PoolDelay),
            Coalesced = one.Coalesced + other.Coalesced,
            CoalescedShare = gaps.Mean(one.CoalescedShare, other.CoalescedShare),
            Held = one.Held + other.Held,
        };
    }
}
