using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>One figure of the intervals that may leak or drift.</summary>
/// <param name="Name">As in <see cref="TrendNames"/>.</param>
/// <param name="Kind">What it counts.</param>
/// <param name="ValueOf">Null where the interval has none.</param>
internal sealed record TrendSeries(string Name, TrendKind Kind, Func<IntervalResult, double?> ValueOf)
{
    /// <summary>Full collections that a heap is judged by; with fewer its size after any collection counts, which is noisier.</summary>
    private const int LeastFullCollections = 15;

    /// <param name="intervals">Of what is judged.</param>
    public static IReadOnlyList<TrendSeries> All(IReadOnlyList<IntervalResult> intervals) =>
    [
        new("ttft.p50", TrendKind.TtftP50, interval => interval.Latency.Ttft?.P50),
        new("ttft.p99", TrendKind.TtftP99, interval => interval.Latency.Ttft?.P99),
        new("rate", TrendKind.Rate, interval => interval.LengthSeconds > 0 ? interval.Requests.RatePerSecond : null),
        new("connections", TrendKind.Connections, interval => interval.OpenConnections),
        .. OfProcess(TrendNames.Generator, interval => interval.Generator, intervals),
        .. OfProcess(TrendNames.Gateway, interval => interval.Gateway, intervals),
        .. Watched(intervals).SelectMany(name => OfProcess(TrendNames.Watched(name), interval => interval.Watched?.GetValueOrDefault(name), intervals)),
    ];

    private static IEnumerable<string> Watched(IReadOnlyList<IntervalResult> intervals) =>
        intervals.SelectMany(interval => interval.Watched?.Keys ?? []).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<TrendSeries> OfProcess(
        string process, Func<IntervalResult, ProcessInterval?> of, IReadOnlyList<IntervalResult> intervals)
    {
        bool hasFull = intervals.Count(interval => of(interval)?.HeapAfterFullMB is not null) >= LeastFullCollections;
        Func<ProcessInterval, double?> heap = hasFull ? figures => figures.HeapAfterFullMB : figures => figures.HeapMB > 0 ? figures.HeapMB : null; // 0 before the first
        (TrendKind Kind, Func<ProcessInterval, double?> ValueOf)[] figures =
        [
            (TrendKind.Heap, heap),
            (TrendKind.Rss, process => process.RssMB),
            (TrendKind.OpenFiles, process => process.OpenFiles),
            (TrendKind.Threads, process => process.Threads),
        ];
        return figures
            .Select(figure => new TrendSeries(
                TrendNames.Of(process, figure.Kind), figure.Kind, interval => of(interval) is { } read ? figure.ValueOf(read) : null))
            .Where(series => intervals.Any(interval => series.ValueOf(interval) is not null));
    }

    /// <summary>Of slopes and budgets, an hour.</summary>
    public string Unit => Kind switch
    {
        TrendKind.Heap or TrendKind.Rss => "MB",
        TrendKind.TtftP50 or TrendKind.TtftP99 => "ms",
        TrendKind.Rate => "requests/s",
        _ => "",
    };

    /// <summary>Whether changes of its level are looked for: what jumps on purpose, such as a heap, has too many.</summary>
    public bool HasLevels => Kind is TrendKind.Rss or TrendKind.TtftP50 or TrendKind.TtftP99 or TrendKind.Rate;

    /// <summary>More of all these is worse, but of the rate.</summary>
    public bool GetsWorseByFalling => Kind is TrendKind.Rate;

    /// <summary>A change of so much over all that is judged is settling, not a trend: in the series' unit, or as a share of its median, whichever is more.</summary>
    public (double Absolute, double Share) LeastChange => Kind switch
    {
        TrendKind.Heap => (4, 0),
        TrendKind.Rss => (16, 0),
        TrendKind.OpenFiles => (16, 0.02),
        TrendKind.Threads => (8, 0),
        TrendKind.Connections => (16, 0.1),
        TrendKind.TtftP50 => (2, 0.1),
        TrendKind.TtftP99 => (5, 0.2),
        _ => (0, 0.05),
    };
}
