using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.Html;

/// <summary>The top of the page: how it ended and why, of what, and the figures one asks for first.</summary>
internal static class VerdictSection
{
    public static void Write(HtmlWriter html, RunResult run)
    {
        html.Open("header", $"verdict {ClassOf(run.Verdict)}");
        html.Open("h1");
        html.Element("strong", VerdictText.Title(run), "badge");
        html.Element("span", run.Scenario);
        html.Close("h1");
        foreach (string caution in VerdictText.Cautions(run)) html.Element("p", caution, "caution");
        html.List(run.Reasons, "reasons");
        html.Element("p", Origin(run), "origin");
        html.Close("header");
        WriteTiles(html, run);
    }

    /// <summary>A verdict that is none of ours has the looks of none.</summary>
    private static string ClassOf(string? verdict) => verdict is "pass" or "fail" or "void" ? verdict : "none";

    private static string Origin(RunResult run) =>
        $"Run {run.Id} began {Figure.Moment(run.StartedAt)} and measured {Figure.Seconds(run.DurationSeconds)} " +
        $"against {run.Environment.Target ?? "the embedded simulated gateway"}, " +
        $"after a warm-up of {Figure.Count(run.WarmUp.Requests)} requests that are in no figure.";

    private static void WriteTiles(HtmlWriter html, RunResult run)
    {
        LatencyFigures latency = run.Latency;
        (string Name, string Value, string Note)[] tiles =
        [
            ("Requests finished", Figure.Rate(run.Requests.RatePerSecond), $"{Figure.Count(run.Requests.Finished)} in all"),
            ("Errors", Figure.Share(run.Requests.ErrorRate), $"{Figure.Count(run.Requests.NotStarted)} not started"),
            ("Time to first token, p99", Figure.Milliseconds(latency.Ttft?.P99), $"p50 {Figure.Milliseconds(latency.Ttft?.P50)}"),
            ("Between tokens, p99", Figure.Milliseconds(latency.Itl?.P99), $"p50 {Figure.Milliseconds(latency.Itl?.P50)}"),
            ("Whole answer, p99", Figure.Milliseconds(latency.E2e?.P99), $"p50 {Figure.Milliseconds(latency.E2e?.P50)}"),
            ("Streams truncated or corrupt", Figure.Count(run.Streams.Truncated + run.Streams.Corrupt), $"of {Figure.Count(run.Streams.Opened)} opened"),
        ];

        html.Open("dl", "tiles");
        foreach ((string name, string value, string note) in tiles)
        {
            html.Open("div");
            html.Element("dt", name);
            html.Element("dd", value);
            html.Element("dd", note, "note");
            html.Close("div");
        }

        html.Close("dl");
    }
}
