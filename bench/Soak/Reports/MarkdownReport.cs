using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>The whole of a run as <c>report.md</c>: verdict and reasons first, then what they rest on.</summary>
internal static class MarkdownReport
{
    public static string Text(RecordedRun recorded)
    {
        RunResult run = recorded.Run;
        Markdown text = new();
        text.Heading(1, $"{VerdictText.Title(run)}: {Markdown.Escape(run.Scenario)}");
        foreach (string caution in VerdictText.Cautions(run)) text.Paragraph($"**{caution}**");
        text.List(run.Reasons.Select(Markdown.Escape));
        WriteOrigin(text, run);

        WriteThresholds(text, run.Thresholds);
        WriteLatencies(text, run.Latency);
        WriteCounts(text, run);
        WriteGroups(text, run.Groups);
        WriteCost(text, run);
        IntervalsTable.Write(text, recorded.Intervals);
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
            Markdown.Escape(Figure.InUnitOf(threshold.Expression, threshold.Actual)),
        }));
    }

    private static void WriteLatencies(Markdown text, LatencyFigures latency)
    {
        text.Heading(2, "Latency");
        IReadOnlyList<(string Name, LatencySummary Summary)> rows = LatencyRows.Of(latency);
        if (rows.Count == 0)
        {
            text.Paragraph("Nothing was measured.");
            return;
        }

        text.Table(
            ["ms", ">count", ">mean", ">p50", ">p75", ">p90", ">p95", ">p99", ">p99.9", ">p99.99", ">max"],
            rows.Select(row => (string[])[row.Name, Figure.Count(row.Summary.Count), .. Values(row.Summary)]));
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
            $"Requests: {string.Join(", ", RunFacts.Requests(run.Requests))}",
            .. Counted("Outcomes", run.Requests.ByOutcome),
            .. Counted("Statuses", run.Requests.ByStatus),
            $"Streams: {string.Join(", ", RunFacts.Streams(run.Streams))}",
            $"Integrity: {string.Join(", ", RunFacts.Integrity(run.Integrity))}",
            $"Connections: {string.Join(", ", RunFacts.Connections(run.Connections))}",
        ]);
    }

    private static void WriteGroups(Markdown text, IReadOnlyDictionary<string, GroupFigures> groups)
    {
        if (groups.Count == 0) return;

        text.Heading(2, "Groups");
        text.Table(
            ["group", ">finished", ">rate", ">errors", ">truncated", ">corrupt", ">ttft p50", ">ttft p99", ">e2e p50", ">e2e p99"],
            groups.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new[]
            {
                Markdown.Escape(group.Key), Figure.Count(group.Value.Requests.Finished), Figure.Rate(group.Value.Requests.RatePerSecond),
                Figure.Share(group.Value.Requests.ErrorRate), Figure.Count(group.Value.Streams.Truncated),
                Figure.Count(group.Value.Streams.Corrupt), Figure.Milliseconds(group.Value.Ttft?.P50),
                Figure.Milliseconds(group.Value.Ttft?.P99), Figure.Milliseconds(group.Value.E2e?.P50), Figure.Milliseconds(group.Value.E2e?.P99),
            }));
    }

    private static void WriteCost(Markdown text, RunResult run)
    {
        (string Name, ProcessFigures? Process)[] both = [("generator", run.Generator), ("gateway", run.Gateway)];
        if (both.All(entry => entry.Process is null)) return;

        text.Heading(2, "Cost");
        text.Table(
            ["process", ">CPU of one core", ">GC gen0/1/2", ">GC pause", ">paused", ">allocated an event", ">a request", ">RSS peak", ">RSS slope", ">heap slope"],
            both.Where(entry => entry.Process is not null).Select(entry => CostRow(entry.Name, entry.Process!)));
    }

    private static string[] CostRow(string name, ProcessFigures process) =>
    [
        name, Figure.Percent(process.CpuPercent),
        $"{Figure.Count(process.Gc.Gen0)}/{Figure.Count(process.Gc.Gen1)}/{Figure.Count(process.Gc.Gen2)}",
        Figure.Milliseconds(process.Gc.PauseMs), Figure.Percent(process.Gc.PausePercent),
        Figure.Bytes(process.AllocatedBytesPerEvent), Figure.Bytes(process.AllocatedBytesPerRequest),
        Figure.Mebibytes(process.RssPeakMB), Figure.MebibytesAnHour(process.RssSlopeMBPerHour),
        Figure.MebibytesAnHour(process.HeapSlopeMBPerHour),
    ];

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

    private static IEnumerable<string> Values(LatencySummary s) =>
        new[] { s.Mean, s.P50, s.P75, s.P90, s.P95, s.P99, s.P999, s.P9999, s.Max }.Select(Figure.Number);

    private static IEnumerable<string> Counted(string name, IReadOnlyDictionary<string, long> counts)
    {
        string text = string.Join(", ", RunFacts.Counts(counts).Select(Markdown.Escape));
        return text.Length == 0 ? [] : [$"{name}: {text}"];
    }
}
