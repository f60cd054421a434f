using System.Globalization;
using HotPath.Analysis.Results;
using HotPath.Soak.Reports;
using HotPath.Soak.Reports.Html;

namespace HotPath.Soak.Dashboard;

/// <summary>The parts of the page that change, each as HTML for the element of its name. All text of a run is escaped by the writer.</summary>
internal static class PageParts
{
    public static IEnumerable<(string Id, string Html)> Of(FeedSnapshot feed, LiveVerdict verdict, PageWidth width) =>
    [
        ("verdict", Verdict(verdict)),
        ("subject", Subject(feed)),
        ("progress", Progress(feed)),
        ("reasons", Reasons(verdict)),
        ("events", Events(feed)),
        ("limits", Limits(verdict.Limits)),
        ("figures", Figures(feed)),
        ("outcomes", Outcomes(feed.Run)),
        ("about", About(feed)),
        ("plots", Plots(feed, width)),
    ];

    private static string Verdict(LiveVerdict verdict)
    {
        HtmlWriter html = new();
        html.Element("strong", verdict.Title, $"badge {verdict.Tone}");
        html.Element("span", verdict.Summary);
        return html.ToString();
    }

    private static string Subject(FeedSnapshot feed) => feed.Introduction is { } run
        ? HtmlWriter.Escape($"{run.Scenario}: {run.Load}, against the {run.Target}".Replace("the http", "http", StringComparison.Ordinal))
        : "";

    private static string Progress(FeedSnapshot feed)
    {
        HtmlWriter html = new();
        RunProgressText text = RunProgressText.Of(feed);
        if (text.TotalSeconds > 0)
        {
            html.Markup(string.Create(
                CultureInfo.InvariantCulture,
                $"<progress aria-label=\"Measured time\" max=\"{text.TotalSeconds:0.###}\" value=\"{text.ElapsedSeconds:0.###}\"></progress>"));
        }

        html.Element("span", text.Sentence);
        return html.ToString();
    }

    private static string Reasons(LiveVerdict verdict)
    {
        HtmlWriter html = new();
        html.List(verdict.Reasons, verdict.Tone);
        return html.ToString();
    }

    /// <summary>The newest first.</summary>
    private static string Events(FeedSnapshot feed)
    {
        HtmlWriter html = new();
        html.List(feed.Events.Count == 0 ? ["none"] : [.. feed.Events.Reverse().Select(happened => RunProgress.LineOf(happened).Trim())]);
        return html.ToString();
    }

    private static string Limits(IReadOnlyList<LiveLimit> limits)
    {
        HtmlWriter html = new();
        if (limits.Count == 0)
        {
            html.Element("p", "None are set.", "note");
            return html.ToString();
        }

        html.Markup("<table><thead><tr><th scope=\"col\">target</th><th scope=\"col\" class=\"n\">actual</th><th scope=\"col\">state</th></tr></thead><tbody>");
        foreach (LiveLimit limit in limits)
        {
            html.Open("tr", limit.IsKept switch { true => "pass", false => "fail", null => "none" });
            html.Markup("<th scope=\"row\">");
            html.Element("code", limit.Expression);
            html.Close("th");
            html.Element("td", Figure.InUnitOf(limit.Expression, limit.Actual), "n");
            html.Element("td", limit.IsKept switch { true => "kept", false => "NOT KEPT", null => "not yet" }, "state");
            html.Close("tr");
        }

        html.Markup("</tbody></table>");
        return html.ToString();
    }

    private static string Figures(FeedSnapshot feed)
    {
        HtmlWriter html = new();
        foreach (LiveFigure figure in LiveFigure.All(feed))
        {
            html.Open("div");
            html.Element("dt", figure.Name);
            html.Element("dd", figure.Value, "value");
            html.Element("dd", figure.Note, "note");
            html.Close("div");
        }

        return html.ToString();
    }

    private static string Outcomes(RunResult? run)
    {
        HtmlWriter html = new();
        html.List(run is null ? ["none yet"] : [.. RunFacts.Counts(run.Requests.ByOutcome), $"not started: {Figure.Count(run.Requests.NotStarted)}"]);
        return html.ToString();
    }

    private static string About(FeedSnapshot feed)
    {
        HtmlWriter html = new();
        if (feed.Introduction is { } run)
        {
            html.Element("dt", "run");
            html.Element("dd", run.Id);
            html.Element("dt", "folder");
            html.Element("dd", run.Folder);
        }

        if (feed.RunsPath is { } path)
        {
            html.Element("dt", "others");
            html.Markup($"<dd><a href=\"{HtmlWriter.Escape(path)}\">all runs of this service</a></dd>");
        }

        return html.ToString();
    }

    private static string Plots(FeedSnapshot feed, PageWidth width)
    {
        HtmlWriter html = new();
        foreach (string svg in LivePlots.ToSvg(feed, width)) html.Markup(svg);
        if (feed.IntervalsPerPoint > 1)
        {
            html.Element(
                "p",
                $"The run is long: each point stands for {Figure.Count(feed.IntervalsPerPoint)} intervals. Counts, CPU and pauses are those of all of them; " +
                "a percentile is the highest of any of them, open and heap are those of the last.",
                "note");
        }

        return html.ToString();
    }
}
