using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Telemetry;

/// <summary>Whether a request kept all limits of a good one. Any thread; allocates nothing.</summary>
internal sealed class GoodputJudge(IReadOnlyList<GoodputLimit> limits)
{
    private readonly GoodputLimit[] _limits = [.. limits];

    /// <summary>A latency that a request cannot have, such as the first token of an answer in one piece, breaks no limit.</summary>
    public bool IsGood(in RequestTimes times)
    {
        foreach (GoodputLimit limit in _limits)
        {
            if (ValueOf(limit.Latency, times) is not { } value) continue;
            if (value > limit.Nanoseconds || (value == limit.Nanoseconds && !limit.MayEqual)) return false;
        }

        return true;
    }

    private static long? ValueOf(RequestLatency latency, in RequestTimes times) => latency switch
    {
        RequestLatency.Ttft => times.Ttft,
        RequestLatency.TtftService => times.TtftService,
        RequestLatency.FirstContent => times.FirstContent,
        RequestLatency.FirstContentService => times.FirstContentService,
        RequestLatency.Stall => times.Stall,
        RequestLatency.Tpot => times.Tpot,
        RequestLatency.E2e => times.E2e,
        _ => times.E2eService,
    };
}
