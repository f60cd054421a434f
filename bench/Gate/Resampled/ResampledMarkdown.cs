using System.Globalization;
using HotPath.Analysis.Pages;

namespace HotPath.Gate.Resampled;

/// <summary><c>resampled.md</c>.</summary>
internal static class ResampledMarkdown
{
    public static string Text(ResampledReport report)
    {
        Markdown text = new();
        text.Heading(2, report.IsOfOneCode ? "Gates of one code" : "Gates put together anew");
        text.Paragraph($"{Markdown.Code(report.Head.Text)} against {Markdown.Code(report.Base.Text)}, {Markdown.Code(report.Project)}: {ResampledTexts.OfLaunches(report)}");
        text.List(ResampledTexts.Shares(report));
        ReportTable table = ResampledTexts.Table(report);
        text.Table(table.Head, table.Rows.Select(row => (string[])[Markdown.CodeCell(row[0]), .. row.Skip(1).Select(Markdown.Escape)]));
        if (report.LeftOut.Count > 0)
        {
            text.Heading(3, "Left out");
            text.List(report.LeftOut.Select(benchmark => $"{Markdown.Code(benchmark.Name)}: {Markdown.Escape(benchmark.Reason)}"));
        }

        text.Heading(3, "How to read and repeat it");
        text.Paragraph(
            "`base` and `head` are launches with a time, `change` and `allocated` are over all of them, up to `from` nothing is said, and `would find` is the least slowdown that " +
            "nine such gates in ten find. The rest is in how many gates each verdict was given. A gate draws its launches without replacement, those of the second stage beside those of the first, and is judged by the rules of `micro`; only what it would " +
            "find is taken once, out of all launches. The bounds are those of the drawing: other launches may say something else.");
        text.CodeBlock(report.Command);
        text.List(Origins(report).Select(Markdown.Escape));
        return text.ToString();
    }

    private static IEnumerable<string> Origins(ResampledReport report)
    {
        if (report.With is { } with) yield return with.Text;
        foreach (ResampledRecording recording in report.Recordings)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"begun {recording.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {recording.Launches} launches a side and benchmark: {recording.Command}");
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"HotPath {report.Version}, seed {report.Seed}");
    }
}
