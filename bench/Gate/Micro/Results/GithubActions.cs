using HotPath.Analysis.Pages;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Micro.Results;

/// <summary>What GitHub Actions shows beside a run: an annotation for each benchmark that is worse or was not compared, and the comment as the step's summary.</summary>
internal static class GithubActions
{
    /// <summary>A run shows ten of a kind; what is beyond them stands in the summary.</summary>
    private const int MostOfAKind = 10;

    public static void Write(GateReport report, string markdown, TextWriter output) =>
        Write(report, markdown, output, Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true", Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY"));

    /// <param name="isThere">Whether GitHub Actions reads the output.</param>
    /// <param name="summaryFile">Where the step's summary is added; null or empty for nowhere.</param>
    public static void Write(GateReport report, string markdown, TextWriter output, bool isThere, string? summaryFile)
    {
        if (!isThere) return;

        foreach (string annotation in Annotations(report)) output.WriteLine(annotation);
        if (!string.IsNullOrEmpty(summaryFile)) File.AppendAllText(summaryFile, markdown);
    }

    public static IEnumerable<string> Annotations(GateReport report) =>
    [
        .. report.With(Verdict.Regressed).Take(MostOfAKind).Select(benchmark => Annotation("error", benchmark)),
        .. report.With(Verdict.Inconclusive, Verdict.Missing, Verdict.New, Verdict.Flaky).Take(MostOfAKind).Select(benchmark => Annotation("warning", benchmark)),
    ];

    private static string Annotation(string kind, BenchmarkVerdict benchmark) =>
        $"::{kind} title={Property(Outcomes.Name(benchmark.Verdict))}::{Data($"{Printable.Of(benchmark.Name)}: {Printable.Of(benchmark.Reason)}")}";

    // As the runner itself undoes it.
    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
