namespace HotPath.Soak.Verdicts.Alerts;

/// <summary>Which limits a part of a run says something of, so that they are judged while it goes on; the others wait for its end.</summary>
internal static class WindowScope
{
    private const string Latency = "latency.";
    private const string TokenRates = "streams.tokensPerSecondPerStream.";

    /// <summary>Of a run and of a group; every figure below them.</summary>
    private static readonly string[] Whole = ["requests.", "connections.closed.", TokenRates];

    private static readonly HashSet<string> Figures =
    [
        "streams.opened", "streams.completed", "streams.truncated", "streams.corrupt", "streams.events", "streams.tokens", "streams.bytes", "streams.tokensPerSecond",
        "retries.attempts", "retries.requests", "retries.recovered", "retries.overBudget",
        "conversations.started", "conversations.completed", "conversations.broken", "conversations.laterTurns",
        "integrity.verified", "integrity.lost", "integrity.repeated", "integrity.reordered", "integrity.altered", "integrity.wrongUsage",
        "connections.opened", "connections.reused", "connections.closedByPeer", "connections.failed",
        "connections.perRequest", "connections.churnPerSecond",
        "tls.full", "tls.resumed", "tls.failed", "tls.resumedShare", "tls.cpuMsPerHandshake", "tls.cpuMsPerFull", "tls.cpuMsPerResumed",
        .. OfProcess("generator"), .. OfProcess("gateway"),
    ];

    /// <summary>Whether the limit can be judged on a window: it is on a figure that a window has, and not on how much a whole run comes to.</summary>
    public static bool Judges(Threshold limit)
    {
        MetricCatalog catalog = CatalogOf(limit);
        string path = catalog.Find(limit.Metric)!.Path;
        bool isKnown = LatencyOf(limit) is not null || Figures.Contains(path) || Array.Exists(Whole, part => path.StartsWith(part, StringComparison.Ordinal));
        bool grows = catalog.IsCount(path) || path.EndsWith(".pauseMs", StringComparison.Ordinal);
        return isKnown && !path.EndsWith(".overRange", StringComparison.Ordinal) && (!grows || IsBrokenByAnyPart(limit));
    }

    /// <summary>What has to be kept of a window to judge the limit, beside its counts: its group, null for the run, and a latency by its key in run.json.</summary>
    public static (string? Group, string? Latency) LookOf(Threshold limit) => (limit.Group, LatencyOf(limit));

    /// <summary>Too much in a part is too much in the whole; too little is not.</summary>
    private static bool IsBrokenByAnyPart(Threshold limit) =>
        limit.Op is Comparison.Below or Comparison.AtMost || (limit.Op is Comparison.Equal && limit.Limit == 0);

    /// <returns>Null where the limit is on no latency.</returns>
    private static string? LatencyOf(Threshold limit)
    {
        string path = CatalogOf(limit).Find(limit.Metric)!.Path;
        if (path.StartsWith(TokenRates, StringComparison.Ordinal)) return "tpot"; // their reciprocals

        string inRun = limit.Group is null ? path : Latency + path;
        return inRun.StartsWith(Latency, StringComparison.Ordinal) && MetricCatalog.Run.Find(inRun) is not null ? inRun.Split('.')[1] : null;
    }

    private static MetricCatalog CatalogOf(Threshold limit) => limit.Group is null ? MetricCatalog.Run : MetricCatalog.Group;

    private static IEnumerable<string> OfProcess(string process) =>
        ((string[])["cpuPercent", "gc.gen0", "gc.gen1", "gc.gen2", "gc.pauseMs", "gc.pausePercent", "allocatedBytesPerEvent", "allocatedBytesPerRequest"])
        .Select(figure => $"{process}.{figure}");
}
