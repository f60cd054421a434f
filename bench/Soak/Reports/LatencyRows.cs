using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>The latencies of a run that recorded anything, in the order a reader asks for them.</summary>
internal static class LatencyRows
{
    public static IReadOnlyList<(string Name, LatencySummary Summary)> Of(LatencyFigures latency)
    {
        bool reasons = latency.FirstReasoning is { Count: > 0 }; // where nothing did, the first content is the first token
        (string Name, LatencySummary? Summary)[] all =
        [
            ("ttft", latency.Ttft), ("ttftService", latency.TtftService),
            ("firstReasoning", latency.FirstReasoning), ("firstReasoningService", latency.FirstReasoningService),
            ("firstContent", reasons ? latency.FirstContent : null), ("firstContentService", reasons ? latency.FirstContentService : null),
            ("gap", latency.Gap), ("itl", latency.Itl), ("stall", latency.Stall), ("tpot", latency.Tpot),
            ("headers", latency.Headers), ("headersService", latency.HeadersService),
            ("firstEvent", latency.FirstEvent), ("firstEventService", latency.FirstEventService),
            ("e2e", latency.E2e), ("e2eService", latency.E2eService),
            ("scheduleLag", latency.ScheduleLag), ("receiveLag", latency.ReceiveLag), ("blocked", latency.Blocked), ("connect", latency.Connect), ("tlsFull", latency.TlsFull),
            ("tlsResumed", latency.TlsResumed),
        ];

        return [.. all.Where(row => row.Summary is { Count: > 0 }).Select(row => (row.Name, row.Summary!))];
    }

    /// <summary>Values that were longer than any percentile can show, over all rows; 0 as a rule.</summary>
    public static long OverRange(LatencyFigures latency) => Of(latency).Sum(row => row.Summary.OverRange);
}
