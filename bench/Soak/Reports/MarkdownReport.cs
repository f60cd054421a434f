using HotPath.Analysis.Results;
using HotPath.Soak.Reports.Answers;

namespace HotPath.Soak.Reports;

/// <summary>The whole of a run as <c>report.md</c>: verdict and reasons first, then what they rest on.</summary>
internal static class MarkdownReport
{
    public static string Text(RecordedRun recorded)
    {
        RunResult run = recorded.Run;
        Markdown text = new();
        text.Heading(1, $"{VerdictText.Title(run)}: {Markdown.Escape(run.Scenario)}");
        foreach (string caution in VerdictText.Cautions(run)) text.Paragraph($"**{Markdown.Escape(caution)}**");
        text.List(run.Reasons.Select(Markdown.Escape));
        WriteOrigin(text, run);

        WriteThresholds(text, run.Thresholds);
        WriteNoted(text, WorkersTable.Heading, WorkersTable.Of(run), WorkersTable.Remarks(run), WorkersTable.Note);
        AlertChapter.Write(text, recorded);
        WriteLatencies(text, run.Latency);
        WriteCounts(text, run);
        WriteNoted(text, TrendTable.Heading, TrendTable.Of(run), TrendTable.LevelChanges(run), TrendTable.Note);
        WriteGroups(text, run.Groups);
        AnswerChapters.Write(text, run);
        WriteProcesses(text, run);
        IntervalsTable.Write(text, recorded);
        WriteEnvironment(text, run);
        WriteRemarks(text, recorded.Remarks);
        return text.ToString();
    }

    private static void WriteOrigin(Markdown text, RunResult run)
    {
        string target = run.Environment.Target is { } url ? Markdown.Code(url) : "the embedded simulated gateway";
        text.Paragraph(
            $"Run {Markdown.Code(run.Id)} began {Figure.Moment(run.StartedAt)} and measured {Figure.Seconds(run.DurationSeconds)} " +
            $"against {target}, after a warm-up of {Figure.Count(run.WarmUp.Requests)} requests that are in no figure. To repeat it:");
        text.CodeBlock(run.Environment.Command);
    }

    private static void WriteThresholds(Markdown text, IReadOnlyList<ThresholdResult> thresholds)
    {
        text.Heading(2, "Thresholds");
        if (thresholds.Count == 0)
        {
            text.Paragraph("None were set.");
            return;
        }

        text.Table(["", "limit", ">measured"], thresholds.Select(threshold => new[]
        {
            threshold.Passed ? "ok" : "**FAILED**",
            Markdown.CodeCell(threshold.Expression),
            Markdown.Escape(Figure.Measured(threshold)),
        }));
    }

    /// <summary>With what must be known besides; nothing of it where the table has no rows.</summary>
    private static void WriteNoted(Markdown text, string heading, ReportTable table, IReadOnlyList<string> remarks, string note)
    {
        if (table.Rows.Count == 0) return;

        text.Heading(2, heading);
        text.Table(table.Head, table.Rows.Select(row => row.Select(Markdown.Escape).ToArray()));
        text.List(remarks.Select(Markdown.Escape));
        text.Paragraph(note);
    }

    private static void WriteLatencies(Markdown text, LatencyFigures latency)
    {
        text.Heading(2, "Latency");
        ReportTable table = ReportTables.Latency(latency);
        if (table.Rows.Count == 0)
        {
            text.Paragraph("Nothing was measured.");
            return;
        }

        text.Table(table.Head, table.Rows);
        text.Paragraph(
            "A plain name counts from the moment the request was due, so that time lost in queues shows. " +
            "A name that ends in `Service` counts from the moment it was written to the connection. The two part where the target, " +
            "or the generator, falls behind. `gap` is between events with content, `itl` between tokens, `stall` the longest " +
            "gap of a stream, `tpot` the mean time of a token after the first.");

        long overRange = LatencyRows.OverRange(latency);
        if (overRange > 0) text.Paragraph($"{Figure.Count(overRange)} values were over the histogram's range; they count as its largest.");
    }

    private static void WriteCounts(Markdown text, RunResult run)
    {
        text.Heading(2, "Requests, streams, connections");
        text.List(
        [
            $"Requests: {string.Join(", ", RunFacts.Requests(run))}",
            .. Counted("Outcomes", run.Requests.ByOutcome),
            .. Counted("Statuses", run.Requests.ByStatus),
            .. Listed("Errors", AnswerPhrases.Errors(run.Requests)),
            .. Listed("Cache", AnswerPhrases.Cache(run.Cache)),
            .. Listed("Fairness", AnswerPhrases.Fairness(run.Fairness)),
            .. Listed("Alerts told to the webhook", AlertFacts.Output(run.Alerts?.Webhook)),
            .. Listed("Intervals written to InfluxDB", AlertFacts.Output(run.Influx)),
            $"Streams: {string.Join(", ", RunFacts.Streams(run.Streams))}",
            $"Integrity: {string.Join(", ", RunFacts.Integrity(run.Integrity))}",
            $"Connections: {string.Join(", ", TransportFacts.Connections(run.Connections))}",
            .. Listed("Closed", TransportFacts.Closed(run.Connections)),
            .. Listed("Sockets", TransportFacts.Sockets(run.Connections)),
            .. run.Retries is { } retries ? (string[])[$"Retries: {string.Join(", ", RunFacts.Retries(retries))}"] : [],
            .. run.Conversations is { } conversations ? (string[])[$"Conversations: {string.Join(", ", RunFacts.Conversations(conversations))}"] : [],
            .. run.Disturbances is { Count: > 0 } disturbances ? (string[])[$"Disturbed: {string.Join(", ", RunFacts.Disturbances(disturbances))}"] : [],
            .. run.Ramp is { } ramp ? (string[])[$"Ramp: {string.Join(", ", RunFacts.Ramp(ramp))}"] : [],
            .. run.Tls is { } tls ? (string[])[$"TLS: {string.Join(", ", TransportFacts.Tls(tls).Select(Markdown.Escape))}"] : [],
            .. run.Gateway?.Pacing is { } pacing ? (string[])[$"The gateway's pacing: {string.Join(", ", RunFacts.Pacing(pacing))}"] : [],
        ]);
    }

    private static void WriteGroups(Markdown text, IReadOnlyDictionary<string, GroupFigures> groups)
    {
        if (groups.Count == 0) return;

        ReportTable table = ReportTables.Groups(groups);
        text.Heading(2, "Groups");
        text.Table(table.Head, table.Rows.Select(row => (string[])[Markdown.Escape(row[0]), .. row.Skip(1)]));
        ReportTable transport = TransportFacts.Groups(groups);
        if (transport.Rows.Count > 0)
        {
            text.Paragraph("Their connections and handshakes:");
            text.Table(transport.Head, transport.Rows.Select(row => (string[])[Markdown.Escape(row[0]), .. row.Skip(1)]));
        }

        ReportTable distributions = GroupDistributions.Table(groups);
        if (distributions.Rows.Count == 0) return;

        text.Paragraph("To the end of the answer, from due, in milliseconds:");
        text.Table(distributions.Head, distributions.Rows.Select(row => (string[])[Markdown.Escape(row[0]), .. row.Skip(1)]));
    }

    private static void WriteProcesses(Markdown text, RunResult run)
    {
        foreach ((string heading, ReportTable table) in ProcessTables.All(run))
        {
            text.Heading(2, heading);
            text.Table(table.Head, table.Rows.Select(row => row.Select(Markdown.Escape).ToArray()));
        }

        if (ProcessTables.OfMeasuring(run) is { } measuring) text.Paragraph(measuring);
    }

    private static void WriteEnvironment(Markdown text, RunResult run)
    {
        RunEnvironment environment = run.Environment;
        text.Heading(2, "Environment");
        text.List(
        [
            $"HotPath {Markdown.Escape(environment.Version)}, {Markdown.Escape(environment.Runtime)}, garbage collector: {Markdown.Escape(environment.GarbageCollector)}",
            $"{Markdown.Escape(environment.OperatingSystem)}, {Markdown.Escape(environment.Architecture)}",
            $"{Markdown.Escape(environment.Processor ?? "processor unknown")}, {Figure.Count(environment.ProcessorCount)} logical processors, {Figure.Count(environment.MemoryMB)} MiB of memory",
            $"topology {Markdown.Escape(run.Topology)}, seed {run.Seed}",
        ]);
    }

    private static void WriteRemarks(Markdown text, IReadOnlyList<string> remarks)
    {
        if (remarks.Count == 0) return;

        text.Heading(2, "Remarks");
        text.List(remarks.Select(Markdown.Escape));
    }

    private static IEnumerable<string> Listed(string name, IEnumerable<string> phrases) =>
        phrases.Any() ? [$"{name}: {string.Join(", ", phrases.Select(Markdown.Escape))}"] : [];

    private static IEnumerable<string> Counted(string name, IReadOnlyDictionary<string, long> counts)
    {
        string text = string.Join(", ", RunFacts.Counts(counts).Select(Markdown.Escape));
        return text.Length == 0 ? [] : [$"{name}: {text}"];
    }
}
