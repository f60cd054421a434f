namespace HotPath.Analysis.Results;

/// <summary>The latencies of two intervals as those of one: counts and means are exact, percentiles the higher of both.</summary>
internal static class LatencyJoin
{
    public static LatencyFigures Of(LatencyFigures earlier, LatencyFigures later) => Each(earlier, later, Of);

    /// <summary>What histograms say, with the counts that they do not keep: a log has no values over range apart.</summary>
    /// <param name="exact">Of the histograms.</param>
    /// <param name="joined">Of the same parts, by <see cref="Of(LatencyFigures, LatencyFigures)"/>.</param>
    public static LatencyFigures WithOverRange(LatencyFigures exact, LatencyFigures joined) =>
        Each(joined, exact, (counted, summary) => summary is null || counted is null ? summary : summary with { OverRange = counted.OverRange });

    private static LatencyFigures Each(LatencyFigures earlier, LatencyFigures later, Func<LatencySummary?, LatencySummary?, LatencySummary?> join) => later with
    {
        ScheduleLag = join(earlier.ScheduleLag, later.ScheduleLag),
        ReceiveLag = join(earlier.ReceiveLag, later.ReceiveLag),
        Blocked = join(earlier.Blocked, later.Blocked),
        Connect = join(earlier.Connect, later.Connect),
        TlsFull = join(earlier.TlsFull, later.TlsFull),
        TlsResumed = join(earlier.TlsResumed, later.TlsResumed),
        Headers = join(earlier.Headers, later.Headers),
        HeadersService = join(earlier.HeadersService, later.HeadersService),
        FirstEvent = join(earlier.FirstEvent, later.FirstEvent),
        FirstEventService = join(earlier.FirstEventService, later.FirstEventService),
        Ttft = join(earlier.Ttft, later.Ttft),
        TtftService = join(earlier.TtftService, later.TtftService),
        FirstReasoning = join(earlier.FirstReasoning, later.FirstReasoning),
        FirstReasoningService = join(earlier.FirstReasoningService, later.FirstReasoningService),
        FirstContent = join(earlier.FirstContent, later.FirstContent),
        FirstContentService = join(earlier.FirstContentService, later.FirstContentService),
        Gap = join(earlier.Gap, later.Gap),
        Itl = join(earlier.Itl, later.Itl),
        Stall = join(earlier.Stall, later.Stall),
        Tpot = join(earlier.Tpot, later.Tpot),
        E2e = join(earlier.E2e, later.E2e),
        E2eService = join(earlier.E2eService, later.E2eService),
    };

    public static LatencySummary? Of(LatencySummary? earlier, LatencySummary? later)
    {
        if (earlier is null || later is null) return later ?? earlier;

        long count = earlier.Count + later.Count;
        return new LatencySummary
        {
            Count = count,
            Min = Extremes.Lowest(earlier.Min, later.Min),
            Mean = count == 0 ? null : (((earlier.Mean ?? 0) * earlier.Count) + ((later.Mean ?? 0) * later.Count)) / count,
            P10 = Extremes.Highest(earlier.P10, later.P10),
            P25 = Extremes.Highest(earlier.P25, later.P25),
            P50 = Extremes.Highest(earlier.P50, later.P50),
            P75 = Extremes.Highest(earlier.P75, later.P75),
            P90 = Extremes.Highest(earlier.P90, later.P90),
            P95 = Extremes.Highest(earlier.P95, later.P95),
            P99 = Extremes.Highest(earlier.P99, later.P99),
            P999 = Extremes.Highest(earlier.P999, later.P999),
            P9999 = Extremes.Highest(earlier.P9999, later.P9999),
            Max = Extremes.Highest(earlier.Max, later.Max),
            OverRange = earlier.OverRange + later.OverRange,
        };
    }
}
