namespace HotPath.Analysis.Results;

/// <summary>The files of a result folder.</summary>
public static class ResultFileNames
{
    /// <summary>The scenario as it ran, secrets left out.</summary>
    public const string Scenario = "scenario.json";

    /// <summary>A <see cref="RunResult"/>.</summary>
    public const string Run = "run.json";

    /// <summary>One <see cref="IntervalResult"/> a line, in the order of time.</summary>
    public const string Intervals = "intervals.ndjson";

    /// <summary>One <see cref="RunEvent"/> a line, in the order of time; absent where nothing happened.</summary>
    public const string Events = "events.ndjson";

    /// <summary>The histograms of the intervals, a tag for each latency.</summary>
    public const string LatencyLog = "latency.hlog";

    /// <summary>The report in Markdown.</summary>
    public const string MarkdownReport = "report.md";

    /// <summary>The report with plots: one page that needs nothing else.</summary>
    public const string HtmlReport = "report.html";
}
