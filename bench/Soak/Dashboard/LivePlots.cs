using HotPath.Analysis.Plots;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Dashboard;

/// <summary>The course of a run as plots over one time axis, what users feel first.</summary>
internal static class LivePlots
{
    private const double ShortestForRates = 0.5; // in seconds: one answer in a sliver of time is no rate
    private const double ShortestAxisSeconds = 15;
    private const string Completed = "completed";

    private static readonly PlotSize Wide = new(760, 122);
    private static readonly PlotSize Narrow = new(340, 128);

    /// <returns>SVG that needs <see cref="PlotStyle.Sheet"/>, one text for each plot.</returns>
    public static IReadOnlyList<string> ToSvg(FeedSnapshot feed, PageWidth width) =>
        TimeColumn.ToSvg(Of(feed), width is PageWidth.Narrow ? Narrow : Wide);

    private static TimePlot[] Of(FeedSnapshot feed)
    {
        double end = EndOf(feed);
        (string Title, string Unit, IEnumerable<Line> Lines)[] all =
        [
            ("Requests", "a second",
            [
                new("finished", point => RateOf(point, point.Finished)), new("due", point => RateOf(point, point.Scheduled)),
            ]),
            ("Time to first token", "ms", [new("p99", point => point.TtftP99), new("p50", point => point.TtftP50)]),
            ("Gap between events", "ms", [new("p99", point => point.GapP99), new("p50", point => point.GapP50)]),
            ("Open", "", [new("streams", point => point.OpenStreams), new("connections", point => point.OpenConnections)]),
            ("Not completed", "a second", NotCompleted(feed.Points)),
            ("CPU", "% of one core", OfProcesses(process => process.Seconds < ShortestForRates ? null : process.CpuPercent)),
            ("GC pauses", "ms a second", OfProcesses(process => process.Seconds < ShortestForRates ? null : process.PauseMsPerSecond)),
            ("Heap", "MiB after its last collection", OfProcesses(process => process.HeapMB > 0 ? process.HeapMB : null)),
        ];
        return [.. all.Select(plot => new TimePlot
        {
            Title = plot.Title,
            Unit = plot.Unit,
            Series = [.. plot.Lines
                .Select(line => new TimeSeries(line.Name, [.. feed.Points.Select(line.At)]))
                .Where((series, i) => i == 0 || series.Points.Any(point => point.Value is not null))],
            EndSeconds = end,
        })];
    }

    /// <summary>The outcomes that occurred, as many as a plot can tell apart: the most frequent ones.</summary>
    private static Line[] NotCompleted(IReadOnlyList<FeedPoint> points)
    {
        (long Count, Line Line)[] occurred =
        [
            (points.Sum(point => point.NotStarted), new Line("not started", point => RateOf(point, point.NotStarted))),
            .. OutcomeNames.All.Index().Where(outcome => outcome.Item is not Completed).Select(outcome =>
                (points.Sum(point => point.Outcome(outcome.Index)), new Line(outcome.Item, point => RateOf(point, point.Outcome(outcome.Index))))),
        ];
        Line[] lines = [.. occurred.Where(entry => entry.Count > 0).OrderByDescending(entry => entry.Count).Take(PlotStyle.MaxLines).Select(entry => entry.Line)];
        return lines.Length > 0 ? lines : [new Line("none", point => RateOf(point, 0))];
    }

    private static Line[] OfProcesses(Func<ProcessPoint, double?> valueOf) =>
    [
        new("generator", point => point.Generator is { } process ? valueOf(process) : null),
        new("gateway", point => point.Gateway is { } process ? valueOf(process) : null),
    ];

    private static double? RateOf(FeedPoint point, double count) => point.LengthSeconds < ShortestForRates ? null : count / point.LengthSeconds;

    /// <summary>The whole of a run that measures no more; before that an axis that grows in steps, so that the lines and not the axis move.</summary>
    private static double EndOf(FeedSnapshot feed)
    {
        double elapsed = feed.Points.Count == 0 ? 0 : feed.Points[^1].StartSeconds + feed.Points[^1].LengthSeconds;
        double planned = feed.Introduction?.Duration?.TotalSeconds ?? 0;
        if (feed.Points.Count > 0 && (feed.Stage is RunStage.Draining or RunStage.Ended || (planned > 0 && elapsed >= planned))) return elapsed;

        double end = ShortestAxisSeconds;
        while (end < elapsed) end *= 2;
        return planned > 0 ? Math.Min(end, planned) : end;
    }

    private sealed record Line(string Name, Func<FeedPoint, double?> ValueOf)
    {
        public TimePoint At(FeedPoint point) => new(point.StartSeconds + (point.LengthSeconds / 2), ValueOf(point));
    }
}
