using HotPath.Soak.Telemetry;
using HotPath.Soak.Telemetry.Answers;

namespace HotPath.Soak.Runs;

/// <summary>
/// Whether both counted the same of what the gateway's limits, cache and providers did, warm-up included: what it says it wrote into
/// answers against what was read in them. What a gateway has not, or does not count, is not compared.
/// </summary>
internal static class PolicyAgreement
{
    private const int TooManyRequests = 429;
    private const string RejectFault = "reject";

    /// <param name="all">The counts of all groups.</param>
    public static void Compare(GatewayStats before, GatewayStats after, RunRecorder recorder, CounterSet all, CountComparison comparison)
    {
        CompareLimits(before, after, all, comparison);
        if (recorder is not { WarmUpAnswers.Slices: { } warmUp, MeasuredAnswers.Slices: { } measured }) return;

        // A request that was sent again is in the slices with its last attempt alone; of the others the gateway knows, too.
        long earlierAttempts = all[Counter.Retries];
        CompareCache(before, after, [warmUp, measured], earlierAttempts, comparison);
        CompareProviders(before, after, [warmUp, measured], earlierAttempts, comparison);
    }

    /// <summary>A 429 may have other reasons than a limit: a fault that was asked for, or a provider that said so.</summary>
    private static void CompareLimits(GatewayStats before, GatewayStats after, CounterSet all, CountComparison comparison)
    {
        if (after.Limited is not { } limited || OtherRefusals(after) > OtherRefusals(before)) return;

        long seen = all.Statuses.Where(status => status.Status == TooManyRequests).Sum(status => status.Count);
        comparison.Compare("requests turned away by a limit", seen, limited - (before.Limited ?? 0));
    }

    private static void CompareCache(GatewayStats before, GatewayStats after, Slices[] phases, long earlierAttempts, CountComparison comparison)
    {
        if (after.Cache is not { } cache) return;

        CacheStats old = before.Cache ?? new CacheStats(0, 0, 0);
        Compare("cache hits", Slices.Hit, cache.Hits - old.Hits);
        Compare("cache misses", Slices.Miss, cache.Misses - old.Misses);
        Compare("answers that went by the cache", Slices.Bypass, cache.Bypass - old.Bypass);

        void Compare(string what, string value, long theirs) =>
            comparison.Compare(what, phases.Sum(phase => phase.CountOfCache(value)), theirs, earlierAttempts);
    }

    private static void CompareProviders(GatewayStats before, GatewayStats after, Slices[] phases, long earlierAttempts, CountComparison comparison)
    {
        long unnamed = phases.Sum(phase => phase.UnnamedProviders);
        foreach ((string name, ProviderStats provider) in after.Providers ?? new Dictionary<string, ProviderStats>())
        {
            if (provider.Answers is not { } answers) continue;

            long old = before.Providers?.GetValueOrDefault(name)?.Answers ?? 0;
            comparison.Compare($"answers of provider {name}", phases.Sum(phase => phase.CountOfProvider(name)), answers - old, earlierAttempts + unnamed);
        }

        if (after.Failovers is not { } failovers) return;

        comparison.Compare("failovers", phases.Sum(phase => phase.CountOfRoute(Slices.Fallback)), failovers - (before.Failovers ?? 0), earlierAttempts);
    }

    private static long OtherRefusals(GatewayStats stats) =>
        (stats.Faults?.GetValueOrDefault(RejectFault) ?? 0) + (stats.Providers?.Values.Sum(provider => provider.Failed + provider.Refused) ?? 0);
}
