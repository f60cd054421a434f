using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.SideBySide;

/// <summary>Several runs, a column each: the figures by which gateways are chosen, each against that of the first run.</summary>
internal static class ComparisonTable
{
    private const string TooManyRequests = "429";

    private static readonly (string Name, Func<RunResult, double?> Value, Func<double?, string> Text)[] Figures =
    [
        ("requests due", run => run.DurationSeconds > 0 ? run.Requests.Scheduled / run.DurationSeconds : null, Figure.Rate),
        ("sustained rate", run => run.Requests.RatePerSecond, Figure.Rate),
        ("borne up to", run => run.Ramp?.Sustained, level => Figure.Number(level)),
        ("errors", run => run.Requests.ErrorRate, Share),
        ("rate limited", LimitedShare, Share),
        ("goodput", run => run.Requests.Goodput, Share),
        ("ttft p50", run => run.Latency.Ttft?.P50, Figure.Milliseconds),
        ("ttft p95", run => run.Latency.Ttft?.P95, Figure.Milliseconds),
        ("ttft p99", run => run.Latency.Ttft?.P99, Figure.Milliseconds),
        ("itl p50", run => run.Latency.Itl?.P50, Figure.Milliseconds),
        ("itl p99", run => run.Latency.Itl?.P99, Figure.Milliseconds),
        ("e2e p50", run => run.Latency.E2e?.P50, Figure.Milliseconds),
        ("e2e p95", run => run.Latency.E2e?.P95, Figure.Milliseconds),
        ("e2e p99", run => run.Latency.E2e?.P99, Figure.Milliseconds),
        ("tokens a second", run => run.Streams.TokensPerSecond > 0 ? run.Streams.TokensPerSecond : null, Figure.Number),
        ("models listed", run => run.ModelsListed, count => Figure.Count((long)(count ?? 0))),
        ("checks failed", run => run.Checks?.Failed, Figure.Number),
        ("cache hit rate", run => run.Cache?.HitRate, Share),
        ("price of 1,000 requests", run => run.Cost?.Per1000Requests, Figure.Money),
        ("generator CPU", run => run.Generator?.CpuPercent, Figure.Percent),
    ];

    /// <param name="runs">At least one; the others are held against the first.</param>
    public static ReportTable Of(IReadOnlyList<NamedRun> runs) => new(
        ["", .. runs.Select(run => $">{run.Name}")],
        [
            ["verdict", .. runs.Select(run => run.Run.Verdict ?? "none")],
            ["target", .. runs.Select(run => run.Run.Environment.Target ?? "embedded")],
            ["measured", .. runs.Select(run => Figure.Seconds(run.Run.DurationSeconds))],
            .. Figures.Where(figure => runs.Any(run => figure.Value(run.Run) is not null)).Select(figure => Row(figure, runs)),
        ]);

    private static string[] Row((string Name, Func<RunResult, double?> Value, Func<double?, string> Text) figure, IReadOnlyList<NamedRun> runs)
    {
        double? first = figure.Value(runs[0].Run);
        return
        [
            figure.Name,
            .. runs.Select((run, place) => figure.Value(run.Run) is { } value
                ? figure.Text(value) + (place > 0 && first > 0 ? $" ({Figure.Number(value / first)}x)" : "")
                : Figure.None),
        ];
    }

    private static string Share(double? share) => share is { } value ? Figure.Share(value) : Figure.None;

    private static double? LimitedShare(RunResult run)
    {
        long answers = run.Requests.ByStatus.Values.Sum();
        return answers == 0 ? null : (double)run.Requests.ByStatus.GetValueOrDefault(TooManyRequests) / answers;
    }
}
