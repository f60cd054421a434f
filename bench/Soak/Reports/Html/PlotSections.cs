using HotPath.Analysis.Plots;
using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.Html;

/// <summary>The plots, each with its data behind it.</summary>
internal static class PlotSections
{
    public static void WriteCourse(HtmlWriter html, RecordedRun recorded) =>
        WriteIntervals(html, "Over time", recorded, IntervalPlots.Course);

    public static void WriteProcesses(HtmlWriter html, RecordedRun recorded) =>
        WriteIntervals(html, "Generator and gateway", recorded, IntervalPlots.Processes);

    public static void WritePercentiles(HtmlWriter html, RecordedLatencies latencies)
    {
        html.Element("h2", "By percentile");
        PercentileFigure[] known = [.. PercentileFigure.All(latencies)];
        if (known.Length == 0)
        {
            html.Element("p", $"{ResultFileNames.LatencyLog} holds no values of the time to first token or of the whole answer, so there is nothing to draw.");
            return;
        }

        html.Open("div", "plots");
        foreach (PercentileFigure figure in known) WriteFigure(html, figure.Title, figure.Plot.ToSvg, figure.Table, "Data of the curves, ms");
        html.Close("div");
        html.Element(
            "p",
            "Each step to the right is one nine more. From due counts what a user waits, queues included; from sent what the target took. " +
            "The highest value stands at the end. Where the highest is more than 20 times the median, the value axis is logarithmic.",
            "note");
    }

    private static void WriteIntervals(HtmlWriter html, string heading, RecordedRun recorded, IReadOnlyList<IntervalPlot> plots)
    {
        IReadOnlyList<IntervalResult> intervals = recorded.Intervals;
        html.Element("h2", heading);
        if (intervals.Count == 0)
        {
            html.Element("p", $"{ResultFileNames.Intervals} holds no interval, so nothing is known of the course of the run.");
            return;
        }

        html.Open("div", "plots");
        foreach (IntervalPlot plot in plots.Where(plot => plot.IsShownFor(intervals)).Select(plot => plot.WhereMeasured(intervals)))
        {
            ReportTable table = plot.TableOf(intervals);
            string data = plot.Unit.Length == 0 ? "Data" : $"Data, {plot.Unit}";
            string points = recorded.IntervalsPerPoint > 1 ? "points" : "intervals";
            string caption = table.Rows.Count == intervals.Count
                ? $"{data}: all {Figure.Count(intervals.Count)} {points}"
                : $"{data}: {table.Rows.Count} of {Figure.Count(intervals.Count)} {points}, evenly spread, and the highest";
            WriteFigure(html, plot.Title, plot.Of(recorded).ToSvg, table, caption);
        }

        html.Close("div");
        html.Element("p", $"Lines keep every peak and every low, however many intervals there are; {ResultFileNames.Intervals} has all figures.", "note");
        foreach (string note in CourseNote.Of(recorded)) html.Element("p", note, "note");
    }

    private static void WriteFigure(HtmlWriter html, string name, Func<PlotSize, PlotUse, string> toSvg, ReportTable table, string caption)
    {
        html.Open("figure");
        html.Plot(size => toSvg(size, PlotUse.InPage));
        html.Open("details");
        html.Element("summary", caption);
        html.Table(name, table);
        html.Close("details");
        html.Close("figure");
    }
}
