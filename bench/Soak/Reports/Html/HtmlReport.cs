using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.Html;

/// <summary>
/// The whole of a run as <c>report.html</c>, one page. It bears the same facts as
/// <c>report.md</c>, with plots, the weightiest first.
/// </summary>
internal static class HtmlReport
{
    public static string Text(RecordedRun recorded, RecordedLatencies latencies) =>
        HtmlPage.Text($"{VerdictText.Title(recorded.Run)}: {recorded.Run.Scenario}", html => Write(html, recorded, latencies));

    private static void Write(HtmlWriter html, RecordedRun recorded, RecordedLatencies latencies)
    {
        RunResult run = recorded.Run;
        VerdictSection.Write(html, run);
        html.Open("div", "pair");
        html.Open("section");
        WriteThresholds(html, run.Thresholds);
        html.Close("section");
        html.Open("section");
        WriteLatencies(html, run.Latency);
        html.Close("section");
        html.Close("div");
        WriteNoted(html, WorkersTable.Heading, WorkersTable.Of(run), WorkersTable.Remarks(run), WorkersTable.Note);
        AlertSection.Write(html, recorded);
        PlotSections.WriteCourse(html, recorded);
        PlotSections.WritePercentiles(html, latencies);
        PlotSections.WriteProcesses(html, recorded);
        WriteNoted(html, TrendTable.Heading, TrendTable.Of(run), TrendTable.LevelChanges(run), TrendTable.Note);
        CountSections.Write(html, run);
        WriteTable(html, "Groups", ReportTables.Groups(run.Groups));
        WriteTable(html, "Groups, connections and handshakes", TransportFacts.Groups(run.Groups));
        WriteTable(html, "Groups, to the end of the answer", GroupDistributions.Table(run.Groups));
        AnswerSections.Write(html, run);
        foreach ((string heading, ReportTable table) in ProcessTables.All(run)) WriteTable(html, heading, table);
        if (ProcessTables.OfMeasuring(run) is { } measuring) html.Element("p", measuring);
        WriteEnvironment(html, run);
        WriteRemarks(html, recorded.Remarks);
    }

    /// <summary>With what must be known besides; nothing of it where the table has no rows.</summary>
    private static void WriteNoted(HtmlWriter html, string heading, ReportTable table, IReadOnlyList<string> remarks, string note)
    {
        if (table.Rows.Count == 0) return;

        WriteTable(html, heading, table);
        if (remarks.Count > 0) html.List(remarks);
        html.Element("p", note, "note");
    }

    private static void WriteThresholds(HtmlWriter html, IReadOnlyList<ThresholdResult> thresholds)
    {
        html.Element("h2", "Thresholds");
        if (thresholds.Count == 0)
        {
            html.Element("p", "None were set.");
            return;
        }

        html.Markup("<table class=\"thresholds\"><thead><tr><th scope=\"col\"></th><th scope=\"col\">limit</th><th scope=\"col\" class=\"n\">measured</th></tr></thead><tbody>");
        foreach (ThresholdResult threshold in thresholds)
        {
            html.Open("tr", threshold.Passed ? "ok" : "failed");
            html.Element("th", threshold.Passed ? "ok" : "FAILED");
            html.Open("td");
            html.Element("code", threshold.Expression);
            html.Close("td");
            html.Element("td", threshold.Actual is null ? "nothing" : Figure.Measured(threshold), "n");
            html.Close("tr");
        }

        html.Markup("</tbody></table>");
    }

    private static void WriteLatencies(HtmlWriter html, LatencyFigures latency)
    {
        html.Element("h2", "Latency");
        ReportTable table = ReportTables.Latency(latency);
        if (table.Rows.Count == 0)
        {
            html.Element("p", "Nothing was measured.");
            return;
        }

        html.Table("Latency in milliseconds", table);
        html.Markup(
            "<p class=\"note\">Milliseconds. A plain name counts from the moment the request was due, so that time lost in queues shows; a name that " +
            "ends in <code>Service</code> counts from the moment it was written to the connection. The two part where the target, or the generator, " +
            "falls behind. <code>gap</code> is between events with content, <code>itl</code> between tokens, <code>stall</code> the longest gap of " +
            "a stream, <code>tpot</code> the mean time of a token after the first.</p>");

        long overRange = LatencyRows.OverRange(latency);
        if (overRange > 0) html.Element("p", $"{Figure.Count(overRange)} values were over the histogram's range; they count as its largest.");
    }

    private static void WriteTable(HtmlWriter html, string heading, ReportTable table)
    {
        if (table.Rows.Count == 0) return;

        html.Element("h2", heading);
        html.Table(heading, table);
    }

    private static void WriteEnvironment(HtmlWriter html, RunResult run)
    {
        RunEnvironment environment = run.Environment;
        html.Element("h2", "Environment");
        html.List(
        [
            $"HotPath {environment.Version}, {environment.Runtime}, garbage collector: {environment.GarbageCollector}",
            $"{environment.OperatingSystem}, {environment.Architecture}",
            $"{environment.Processor ?? "processor unknown"}, {Figure.Count(environment.ProcessorCount)} logical processors, {Figure.Count(environment.MemoryMB)} MiB of memory",
            $"topology {run.Topology}, seed {run.Seed}",
        ]);
        html.Element("p", "To repeat it:");
        html.Element("pre", environment.Command);
    }

    private static void WriteRemarks(HtmlWriter html, IReadOnlyList<string> remarks)
    {
        if (remarks.Count == 0) return;

        html.Element("h2", "Remarks");
        html.List(remarks);
    }
}
