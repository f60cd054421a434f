using System.Globalization;
using HotPath.Analysis.Plots;
using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Soak.Reports.Html;

/// <summary>A latency counted from due beside the same counted from sent: as curves, and as the table behind them.</summary>
internal sealed record PercentileFigure(string Title, PercentilePlot Plot, ReportTable Table)
{
    private const double NanosecondsPerMs = 1e6;
    private const double TailThatNeedsALogarithm = 20; // highest over median

    private static readonly double[] Levels = [0, 50, 75, 90, 95, 99, 99.9, 99.99, 99.999, 100];

    /// <returns>Those of which anything was recorded.</returns>
    public static IEnumerable<PercentileFigure> All(RecordedLatencies latencies)
    {
        (string Title, string FromDue)[] all = [("Time to first token", "ttft"), ("Whole answer", "e2e")];
        foreach ((string title, string fromDue) in all)
        {
            (string Name, HistogramSnapshot? Snapshot)[] both =
                [("from due", latencies.Of(fromDue)), ("from sent", latencies.Of($"{fromDue}Service"))];
            (string Name, HistogramSnapshot Snapshot)[] known =
                [.. both.Where(entry => entry.Snapshot is not null).Select(entry => (entry.Name, entry.Snapshot!))];
            if (known.Length > 0) yield return Of(title, known);
        }
    }

    private static PercentileFigure Of(string title, (string Name, HistogramSnapshot Snapshot)[] known) => new(
        title,
        new PercentilePlot
        {
            Title = title,
            Unit = "ms",
            Curves = [.. known.Select(entry => PercentileCurve.Sampled(
                entry.Name, entry.Snapshot.Count, percentile => MsAt(entry.Snapshot, percentile)))],
            IsLogarithmic = known.Any(entry => entry.Snapshot.Max > TailThatNeedsALogarithm * entry.Snapshot.ValueAtPercentile(50)),
        },
        new ReportTable(
            [">percentile", .. known.Select(entry => $">{entry.Name}")],
            [.. Levels.Select(level => (string[])
            [
                string.Create(CultureInfo.InvariantCulture, $"{level}%"),
                .. known.Select(entry => Figure.Number(MsAt(entry.Snapshot, level))),
            ])]));

    private static double MsAt(HistogramSnapshot snapshot, double percentile) => snapshot.ValueAtPercentile(percentile) / NanosecondsPerMs;
}
