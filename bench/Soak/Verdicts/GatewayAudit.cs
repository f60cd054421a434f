using HotPath.Analysis.Results;

namespace HotPath.Soak.Verdicts;

/// <summary>
/// Whether the simulated gateway, not what was measured, was the limit: then latencies are its own lateness, and the run is void. Without one
/// there is nothing to find.
/// </summary>
internal static class GatewayAudit
{
    /// <summary>99 of 100 tokens and answers must be written within this time of being due: the generator's own limit, on the other side.</summary>
    public const double MostLateMs = GeneratorAudit.MostScheduleLagMs;

    /// <summary>At most this share of the gaps between tokens may be lost.</summary>
    public const double MostCoalescedShare = 0.01;

    private const string WhatToDo = "Lower the rate or the number of users, or give the gateway processors of its own.";

    /// <returns>Why the run is void, each with what was found, the limit, and what to do; empty when it stands.</returns>
    public static IReadOnlyList<string> Findings(RunResult run)
    {
        if (run.Gateway?.Pacing is not { } pacing) return [];

        List<string> findings = [];
        if (pacing.Late?.P99 is { } late && late > MostLateMs)
        {
            findings.Add($"The simulated gateway was late: gateway.pacing.late.p99 is {late:0.##} ms, the limit is {MostLateMs:0} ms. {WhatToDo}");
        }

        if (pacing.CoalescedShare > MostCoalescedShare)
        {
            findings.Add($"The simulated gateway wrote {pacing.Coalesced:N0} tokens together with the one before, {pacing.CoalescedShare:0.##%} of its gaps; " +
                $"it may lose {MostCoalescedShare:0 %}. {WhatToDo}");
        }

        if (pacing.PoolDelay?.P99 is { } delay && delay > MostLateMs)
        {
            findings.Add($"The simulated gateway's thread pool was behind: gateway.pacing.poolDelay.p99 is {delay:0.##} ms, the limit is {MostLateMs:0} ms. {WhatToDo}");
        }

        return findings;
    }
}
