namespace HotPath.Gate.Soak.Comparing;

/// <summary>All figures that are compared, in the order of the tables.</summary>
internal static class FigureCatalog
{
    public const string EndToEnd = "e2e";

    private const double LeastSecondsOfSlopes = 1_800; // the slope an hour of a few minutes is warming up and chance

    /// <summary>By which quantiles, and from which ratio on: the farther out, the more of it is chance from run to run.</summary>
    private static readonly (string Name, double Share, double Threshold)[] Quantiles = [("p50", 0.5, 1.05), ("p90", 0.9, 1.05), ("p99", 0.99, 1.1), ("p999", 0.999, 1.2)];

    public static IReadOnlyList<string> Latencies { get; } = ["ttft", "gap", EndToEnd];

    public static IReadOnlyList<SoakFigure> All { get; } =
    [
        .. from latency in Latencies
           from quantile in Quantiles
           select new SoakFigure($"{latency}.{quantile.Name}", latency, "ms", quantile.Threshold) { Quantile = quantile.Share },
        new("rate", "requests.ratePerSecond", "/s", 1.05) { IsMoreBetter = true },
        new("errors.rate", "requests.errorRate", "", 0.001) { IsDifference = true, IsShareOfRequests = true },
        .. OfProcess("generator"),
        .. OfProcess("gateway"),
        new("tlsFull.p50", "latency.tlsFull.p50", "ms", 1.1),
        new("tlsResumed.p50", "latency.tlsResumed.p50", "ms", 1.1),
        new("tls.cpuMsPerHandshake", "tls.cpuMsPerHandshake", "ms", 1.1),
    ];

    private static SoakFigure[] OfProcess(string process) =>
    [
        new($"{process}.allocatedBytesPerEvent", $"{process}.allocatedBytesPerEvent", "B", 1.05),
        new($"{process}.allocatedBytesPerRequest", $"{process}.allocatedBytesPerRequest", "B", 1.05),
        new($"{process}.gc.pausePercent", $"{process}.gc.pausePercent", "%", 0.5) { IsDifference = true },
        new($"{process}.heapSlopeMBPerHour", $"{process}.heapSlopeMBPerHour", "MB/h", 10) { IsDifference = true, LeastSeconds = LeastSecondsOfSlopes },
        new($"{process}.rssSlopeMBPerHour", $"{process}.rssSlopeMBPerHour", "MB/h", 10) { IsDifference = true, LeastSeconds = LeastSecondsOfSlopes },
    ];
}
