using HotPath.Analysis.Results;

namespace HotPath.Soak.Tests.Reports;

/// <summary>A run of a scenario that asks its answers for all that can be asked.</summary>
internal static class InspectedRun
{
    public static RunResult Passed => Of("tenant-a", "sim-small", "upstreamMs");

    /// <summary>All names from outside are hostile ones.</summary>
    public static RunResult Hostile => Of(SampleRuns.HostileName, SampleRuns.HostileName, SampleRuns.HostileName);

    private static RunResult Of(string tenant, string model, string metric) => SampleRuns.Passed with
    {
        Requests = SampleRuns.Passed.Requests with
        {
            ErrorRate = 9 / 1_500.0, NotStarted = 1, Errors = new ErrorFigures { Http = 2, Timeout = 1, Connection = 1, Content = 1, Check = 3 },
        },
        Checks = new CheckFigures
        {
            Passed = 5_990,
            Failed = 3,
            ByName = new Dictionary<string, CheckCount> { ["status"] = new(1_498, 2), [$"header {metric}"] = new(4_492, 1), ["model"] = new(0, 0) },
        },
        By = new SliceSet
        {
            Tenant = new Dictionary<string, SliceFigures> { ["other"] = Slice(300, 0, 80), [tenant] = Slice(1_200, 9, 82) },
            Cache = new Dictionary<string, SliceFigures> { ["hit"] = Slice(900, 0, 4), ["miss"] = Slice(500, 9, 1_702), ["none"] = Slice(100, 0, null) },
            Status = new Dictionary<string, SliceFigures> { ["200"] = Slice(1_498, 0, 1_702), ["429"] = Slice(2, 2, null) },
            Transport = new Dictionary<string, SliceFigures> { ["http1"] = Slice(1_500, 9, 1_702) },
        },
        Fairness = 0.9871,
        Cache = new CacheFigures
        {
            HitRate = 900 / 1_400.0, Hits = 900, Misses = 500,
            HitVsMissMs = new DifferenceFigures { Low = -1_720, Estimate = -1_698, High = -1_671 },
            HitVsMissP95Ms = new DifferenceFigures { Low = -2_401, Estimate = -2_360, High = -2_310 },
            MissVsBypassMs = new DifferenceFigures { Low = -4, Estimate = 6, High = 16 },
        },
        Metrics = new Dictionary<string, OwnMetricFigures>
        {
            [metric] = new() { Count = 1_498, Min = 1.2, Mean = 61.2, P10 = 31, P25 = 44, P50 = 60.1, P75 = 74, P90 = 88, P95 = 94, P99 = 108, P999 = 120, Max = 131 },
            ["fallbacks"] = new() { Count = 1_498, Rate = 0.0213 },
            ["cached"] = new() { Count = 1_200, Sum = 48_120, SumPerSecond = 1_604 },
        },
        Cost = new CostFigures
        {
            Total = 1.2345, WarmUp = 0.0123, Per1000Requests = 0.823, ByModel = new Dictionary<string, double> { ["sim-large"] = 0.0345, [model] = 1.2 },
            Unpriced = 4, Budget = 1.25, BudgetReached = true,
        },
        Trends = new Dictionary<string, TrendFigures>
        {
            ["gateway.heap"] = new()
            {
                Verdict = "rising", Fails = true, Unit = "MB", BudgetPerHour = 1, SlopePerHour = 12.3, Low = 11.2, High = 13.4, P = 1e-9, LastThirdPerHour = 12.1, Points = 540, OneOffSteps = 1,
            },
            ["rate"] = new() { Verdict = "cannotSay", Reason = "There are 12 values; it takes 40.", Unit = "requests/s", BudgetPerHour = 0.5, Points = 12 },
            ["ttft.p99"] = new()
            {
                Verdict = "flat", Unit = "ms", BudgetPerHour = 10, SlopePerHour = -0.4, Low = -1.25, High = 0.6, P = 0.31, LastThirdPerHour = 0.2, Points = 540,
                ChangePoints = [new LevelChange(18_600, 180, 231), new LevelChange(36_000, 231, 205)],
            },
        },
        StoppedEarly = true,
    };

    private static SliceFigures Slice(long requests, long failed, double? ms)
    {
        LatencySummary? latency = ms is { } value ? new LatencySummary { Count = requests - failed, P50 = value, P95 = value * 1.4, P99 = value * 1.5 } : null;
        return new SliceFigures
        {
            Requests = requests, Failed = failed, ErrorRate = (double)failed / requests, Timeouts = failed / 3, ConnectionErrors = failed / 4,
            RatePerSecond = requests / 30.0, Tokens = requests * 80, Bytes = requests * 17_000, BytesPerRequest = 17_000,
            Headers = latency, Ttft = latency, E2e = latency, E2eService = latency,
        };
    }
}
