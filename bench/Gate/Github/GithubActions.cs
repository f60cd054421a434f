using HotPath.Analysis.Pages;

namespace HotPath.Gate.Github;

/// <summary>What GitHub Actions shows beside a run: an annotation for each figure that is worse or was not compared, and the comment as the step's summary.</summary>
internal static class GithubActions
{
    /// <summary>A run shows ten of a kind; what is beyond them stands in the summary.</summary>
    private const int MostOfAKind = 10;

    public static void Write(IEnumerable<Annotation> annotations, string markdown, TextWriter output) =>
        Write(annotations, markdown, output, Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true", Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY"));

    /// <param name="annotations">The weightiest of a kind first.</param>
    /// <param name="isThere">Whether GitHub Actions reads the output.</param>
    /// <param name="summaryFile">Where the step's summary is added; null or empty for nowhere.</param>
    public static void Write(IEnumerable<Annotation> annotations, string markdown, TextWriter output, bool isThere, string? summaryFile)
    {
        if (!isThere) return;

        foreach (Annotation annotation in annotations.GroupBy(annotation => annotation.Kind).SelectMany(kind => kind.Take(MostOfAKind)))
        {
            output.WriteLine($"::{(annotation.Kind == AnnotationKind.Error ? "error" : "warning")} title={Property(annotation.Title)}::{Data(Printable.Of(annotation.Text))}");
        }

        if (!string.IsNullOrEmpty(summaryFile)) File.AppendAllText(summaryFile, markdown);
    }

    // As the runner itself undoes it.
    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
