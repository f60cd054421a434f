namespace HotPath.Analysis.Results;

/// <summary>The latencies of two intervals as those of one: counts and means are exact, percentiles the higher of both.</summary>
internal static class LatencyJoin
{
    public static LatencyFigures Of(LatencyFigures earlier, LatencyFigures later) => later with
    {
        ScheduleLag = Of(earlier.ScheduleLag, later.ScheduleLag),
        Blocked = Of(earlier.Blocked, later.Blocked),
        Connect = Of(earlier.Connect, later.Connect),
        TlsFull = Of(earlier.TlsFull, later.TlsFull),
        TlsResumed = Of(earlier.TlsResumed, later.TlsResumed),
        Headers = Of(earlier.Headers, later.Headers),
        HeadersService = Of(earlier.HeadersService, later.HeadersService),
        FirstEvent = Of(earlier.FirstEvent, later.FirstEvent),
        FirstEventService = Of(earlier.FirstEventService, later.FirstEventService),
        Ttft = Of(earlier.Ttft, later.Ttft),
        TtftService = Of(earlier.TtftService, later.TtftService),
        FirstReasoning = Of(earlier.FirstReasoning, later.FirstReasoning),
        FirstReasoningService = Of(earlier.FirstReasoningService, later.FirstReasoningService),
        FirstContent = Of(earlier.FirstContent, later.FirstContent),
        FirstContentService = Of(earlier.FirstContentService, later.FirstContentService),
        Gap = Of(earlier.Gap, later.Gap),
        Itl = Of(earlier.Itl, later.Itl),
        Stall = Of(earlier.Stall, later.Stall),
        Tpot = Of(earlier.Tpot, later.Tpot),
        E2e = Of(earlier.E2e, later.E2e),
        E2eService = Of(earlier.E2eService, later.E2eService),
    };

    private static LatencySummary? Of(LatencySummary? earlier, LatencySummary? later)
    {
        if (earlier is null || later is null) return later ?? earlier;

        long count = earlier.Count + later.Count;
        return new LatencySummary
        {
            Count = count,
            Min = earlier.Min < later.Min ? earlier.Min : later.Min,
            Mean = count == 0 ? null : (((earlier.Mean ?? 0) * earlier.Count) + ((later.Mean ?? 0) * later.Count)) / count,
            P10 = Highest(earlier.P10, later.P10),
            P25 = Highest(earlier.P25, later.P25),
            P50 = Highest(earlier.P50, later.P50),
            P75 = Highest(earlier.P75, later.P75),
            P90 = Highest(earlier.P90, later.P90),
            P95 = Highest(earlier.P95, later.P95),
            P99 = Highest(earlier.P99, later.P99),
            P999 = Highest(earlier.P999, later.P999),
            P9999 = Highest(earlier.P9999, later.P9999),
            Max = Highest(earlier.Max, later.Max),
            OverRange = earlier.OverRange + later.OverRange,
        };
    }

    private static double? Highest(double? a, double? b) => a is null || b > a ? b : a;
}
