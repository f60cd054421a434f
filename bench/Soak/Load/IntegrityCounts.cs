using HotPath.Soak.Content;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>What a verifier found, added to the counts of the run.</summary>
internal static class IntegrityCounts
{
    public static void AddFindings(this CounterSet counters, TextVerifier verifier)
    {
        counters.Add(Counter.Lost, verifier.Lost);
        counters.Add(Counter.Repeated, verifier.Repeated);
        counters.Add(Counter.Reordered, verifier.Reordered);
        counters.Add(Counter.Altered, verifier.Altered);
        if (verifier.IsUsageWrong) counters.Add(Counter.WrongUsage);
    }
}
