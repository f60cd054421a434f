using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.Html;

/// <summary>Which figures of the intervals are drawn together. The one that moves most comes first.</summary>
internal static class IntervalPlots
{
    private const double ShortestForRates = 0.5; // in seconds: one answer in a sliver of time is no rate

    public static IReadOnlyList<IntervalPlot> Course { get; } =
    [
        new("Requests", "a second",
        [
            new("finished", interval => IsTooShort(interval) ? null : interval.Requests.RatePerSecond),
            new("due", interval => RateOf(interval, interval.Requests.Scheduled)),
            new("not started", interval => RateOf(interval, interval.Requests.NotStarted)) { IsHiddenAtZero = true },
        ]) { Trends = ["rate"] },
        new("Errors", "% of the requests due",
        [
            new("errors", interval => interval.Requests.Scheduled == 0 ? null : interval.Requests.ErrorRate * 100),
        ]),
        new("Time to first token", "ms",
        [
            new("p99", interval => interval.Latency.Ttft?.P99), new("p50", interval => interval.Latency.Ttft?.P50),
        ]) { Trends = ["ttft.p50", "ttft.p99"] },
        new("Gap between events", "ms",
        [
            new("p99", interval => interval.Latency.Gap?.P99), new("p50", interval => interval.Latency.Gap?.P50),
        ]),
        new("Tokens", "a second", [new("tokens", interval => RateOf(interval, interval.Streams.Tokens))]),
        new("Open at the interval's end", "",
        [
            new("streams", interval => interval.OpenStreams), new("connections", interval => interval.OpenConnections),
            new("waiting for a connection", interval => interval.Connections.Waiting) { IsHiddenAtZero = true },
        ]),
        new("Connections", "a second",
        [
            new("opened", interval => RateOf(interval, interval.Connections.Opened)), new("closed", interval => RateOf(interval, interval.Connections.Closed)),
            new("failed", interval => RateOf(interval, interval.Connections.Failed)) { IsHiddenAtZero = true },
        ]),
    ];

    public static IReadOnlyList<IntervalPlot> Processes { get; } =
    [
        OfProcesses("CPU", "% of one core", (process, interval) => IsTooShort(interval) ? null : process.CpuPercent),
        OfProcesses("GC pauses", "ms in an interval", (process, _) => process.Gc.PauseMs),
        OfProcesses("Heap after its last collection", "MiB", (process, _) => process.HeapMB > 0 ? process.HeapMB : null) with { MarksCollections = true }, // 0 before the first
        OfProcesses("Alive after a full collection", "MiB", (process, _) => process.HeapAfterFullMB) with { IsHiddenWithoutValues = true, Trends = ["generator.heap", "gateway.heap"] },
        OfProcesses("Resident memory", "MiB", (process, _) => process.RssMB) with { MarksCollections = true, Trends = ["generator.rss", "gateway.rss"] },
    ];

    private static IntervalPlot OfProcesses(string title, string unit, Func<ProcessInterval, IntervalResult, double?> valueOf) => new(title, unit,
    [
        new("generator", interval => interval.Generator is { } process ? valueOf(process, interval) : null),
        new("gateway", interval => interval.Gateway is { } process ? valueOf(process, interval) : null),
    ]);

    private static double? RateOf(IntervalResult interval, long count) => IsTooShort(interval) ? null : count / interval.LengthSeconds;

    private static bool IsTooShort(IntervalResult interval) => interval.LengthSeconds < ShortestForRates;
}
