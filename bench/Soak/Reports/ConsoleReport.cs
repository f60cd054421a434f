using HotPath.Analysis.Results;
using HotPath.Soak.Reports.Answers;
using Spectre.Console;

namespace HotPath.Soak.Reports;

/// <summary>The summary at the end of a run: the verdict first, the path to the rest last.</summary>
internal static class ConsoleReport
{
    private const int WidestLine = 100;
    private const int LongestPaddedExpression = 44;

    /// <param name="run">Its text is made safe for a terminal here.</param>
    /// <param name="folder">Where the run is recorded.</param>
    public static void Write(IAnsiConsole console, RunResult run, string folder)
    {
        int width = Math.Min(console.Profile.Width, WidestLine);
        IEnumerable<ConsoleLine>[] sections =
        [
            Verdict(run, width), Thresholds(run.Thresholds, width), .. Workers(run, width), Plain(Latencies(run.Latency, width)), Plain(Counts(run, width)),
            Plain([$"folder       {Printable.Of(folder)}"]),
        ];

        foreach (IEnumerable<ConsoleLine> section in sections)
        {
            console.Write(new ConsoleLine(""));
            foreach (ConsoleLine line in section) console.Write(line);
        }
    }

    private static IEnumerable<ConsoleLine> Verdict(RunResult run, int width)
    {
        string target = run.Environment.Target is { } url ? Printable.Of(url) : "embedded gateway";
        string[] about = [Printable.Of(run.Scenario), Figure.Seconds(run.DurationSeconds), target];
        IEnumerable<string> why = VerdictText.Cautions(run).Concat(run.Reasons).Select(Printable.Of);

        return Marked($"{VerdictText.Title(run)}  ", ColorOf(run.Verdict), about, ", ", width)
            .Concat(why.SelectMany(text => Plain(Wrapped.Words("  - ", text, width))));
    }

    private static IEnumerable<ConsoleLine> Thresholds(IReadOnlyList<ThresholdResult> thresholds, int width)
    {
        if (thresholds.Count == 0) return [new ConsoleLine("thresholds   none")];

        int padding = Math.Min(LongestPaddedExpression, thresholds.Max(threshold => Printable.Of(threshold.Expression).Length));
        return thresholds
            .SelectMany(threshold => Marked(
                threshold.Passed ? "  ok      " : "  FAILED  ",
                threshold.Passed ? Color.Green : Color.Red,
                [Printable.Of(threshold.Expression).PadRight(padding), Actual(threshold)],
                "  ",
                width))
            .Prepend(new ConsoleLine("thresholds"));
    }

    /// <summary>Nothing for a run of one process.</summary>
    private static IEnumerable<IEnumerable<ConsoleLine>> Workers(RunResult run, int width) =>
        WorkersTable.Short(run) is { Count: > 0 } table ? [Plain(TextTable.Lines(table, width))] : [];

    private static IEnumerable<string> Latencies(LatencyFigures latency, int width)
    {
        IReadOnlyList<(string Name, LatencySummary Summary)> rows = LatencyRows.Of(latency);
        if (rows.Count == 0) return ["latency      nothing was measured"];

        List<string[]> table = [["latency, ms", "count", "mean", "p50", "p90", "p95", "p99", "p99.9", "max"]];
        foreach ((string name, LatencySummary s) in rows)
        {
            table.Add(
            [
                name, Figure.Count(s.Count), Figure.Number(s.Mean), Figure.Number(s.P50), Figure.Number(s.P90),
                Figure.Number(s.P95), Figure.Number(s.P99), Figure.Number(s.P999), Figure.Number(s.Max),
            ]);
        }

        long overRange = LatencyRows.OverRange(latency);
        IEnumerable<string> lines = TextTable.Lines(table, width);
        return overRange == 0 ? lines : lines.Append($"({Figure.Count(overRange)} values were over the histogram's range)");
    }

    private static IEnumerable<string> Counts(RunResult run, int width)
    {
        (string Label, IEnumerable<string> Facts)[] all =
        [
            ("alerts", AlertFacts.Summary(run.Alerts)),
            ("webhook", AlertFacts.Output(run.Alerts?.Webhook)),
            ("influx", AlertFacts.Output(run.Influx)),
            ("requests", RunFacts.Requests(run)),
            ("outcomes", RunFacts.Counts(run.Requests.ByOutcome)),
            ("statuses", RunFacts.Counts(run.Requests.ByStatus)),
            ("errors", AnswerPhrases.Errors(run.Requests)),
            ("checks", AnswerPhrases.Checks(run.Checks)),
            ("streams", RunFacts.Streams(run.Streams)),
            ("integrity", RunFacts.Integrity(run.Integrity)),
            ("connections", TransportFacts.Connections(run.Connections)),
            ("closed", TransportFacts.Closed(run.Connections)),
            ("sockets", TransportFacts.Sockets(run.Connections)),
            ("tls", TransportFacts.Tls(run.Tls)),
            ("retries", RunFacts.Retries(run.Retries)),
            ("conversation", RunFacts.Conversations(run.Conversations)),
            .. Dimensions.Of(run.By).Select(dimension => ($"by {dimension.Name}", AnswerPhrases.Slices(dimension.Values))),
            ("cache", AnswerPhrases.Cache(run.Cache)),
            ("fairness", AnswerPhrases.Fairness(run.Fairness)),
            .. (run.Metrics ?? new Dictionary<string, OwnMetricFigures>()).Select(metric => ("metric", AnswerPhrases.Metric(metric.Value).Prepend(Printable.Of(metric.Key)))),
            ("price", AnswerPhrases.Price(run.Cost)),
            ("ramp", RunFacts.Ramp(run.Ramp)),
            ("disturbed", RunFacts.Disturbances(run.Disturbances)),
            ("generator", run.Generator is { } generator ? RunFacts.Cost(generator) : []),
            ("gateway", run.Gateway is { } gateway ? RunFacts.Cost(gateway) : []),
            ("pacing", RunFacts.Pacing(run.Gateway?.Pacing)),
            .. (run.Watched ?? new Dictionary<string, WatchedFigures>()).Select(watched => ("watched", RunFacts.Watched(watched.Key, watched.Value))),
            ("measuring", RunFacts.Measuring(run.Telemetry)),
        ];

        return all.Where(entry => entry.Facts.Any())
            .SelectMany(entry => Wrapped.Pieces($"{entry.Label,-13}", entry.Facts, ", ", width));
    }

    private static string Actual(ThresholdResult threshold) =>
        threshold.Actual is null ? "nothing was measured" : Figure.Measured(threshold);

    private static Color ColorOf(string? verdict) => verdict switch
    {
        "pass" => Color.Green,
        "fail" => Color.Red,
        _ => Color.Yellow,
    };

    private static IEnumerable<ConsoleLine> Marked(
        string mark, Color color, IEnumerable<string> pieces, string separator, int width) =>
        Wrapped.Pieces(mark, pieces, separator, width).Select((line, index) => index == 0
            ? new ConsoleLine(line[mark.Length..]) { Mark = mark, MarkColor = color }
            : new ConsoleLine(line));

    private static IEnumerable<ConsoleLine> Plain(IEnumerable<string> lines) => lines.Select(line => new ConsoleLine(line));
}
