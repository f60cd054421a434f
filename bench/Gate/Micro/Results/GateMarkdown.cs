using System.Globalization;
using HotPath.Analysis.Pages;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Micro.Results;

/// <summary><c>gate.md</c>: a comment for a pull request. What is worse comes first; the rest is folded away.</summary>
internal static class GateMarkdown
{
    public static string Text(GateReport report)
    {
        Markdown text = new();
        text.Heading(2, $"Benchmarks: {Markdown.Escape(Outcomes.Text(report))}");
        text.Paragraph(
            $"{Markdown.Code(report.Head.Text)} against {Markdown.Code(report.Base.Text)}, {Markdown.Code(report.Project)}, " +
            string.Create(CultureInfo.InvariantCulture, $"{report.LaunchesASide} launches a side and benchmark, interleaved at random."));
        text.List(report.Remarks.Select(remark => $"**{Markdown.Escape(remark)}**"));
        WriteSection(text, "Regressed", report.With(Verdict.Regressed));
        WriteSection(text, "Not compared", report.With(Verdict.Inconclusive, Verdict.Missing, Verdict.New));
        WriteFolded(text, "worse at first, not again", report.With(Verdict.Flaky));
        WriteFolded(text, "improved", report.With(Verdict.Improved));
        WriteFolded(text, "the same", report.With(Verdict.Same));
        WriteFolded(text, "How to read and repeat it", () =>
        {
            text.Paragraph(Reading(report));
            text.CodeBlock(report.Command);
            text.List(Machine(report).Select(Markdown.Escape));
        });
        return text.ToString();
    }

    /// <summary>What the columns mean.</summary>
    public static string Reading(GateReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"A launch is a process of its own and counts as its fastest iteration. `change` is the median of all ratios of a launch of head and one of base, `between` its exact bounds, each wrong with a probability of {report.Alpha:P1} at most; `faster halves` is the change of the faster half of either side's launches, which leaves out what was disturbed. " +
        $"Slower is what has its lower bound above 0 and its change above the threshold, twice, by launches of their own. `would find` is the least slowdown that nine such gates in ten would have found. Allocation is compared to the byte.") +
        (report.InstructionCounts is null ? "" : $" `instructions` are those of an operation, counted under valgrind with all code compiled at once and without AVX-512; more than {Figures.Change(InstructionComparison.Tolerance)} is a difference, and more of them are counted twice.");

    public static IEnumerable<string> Machine(GateReport report)
    {
        if (report.HeadWith is { } with) yield return with.Text;

        yield return string.Create(
            CultureInfo.InvariantCulture, $"HotPath {report.Version}, begun {report.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {report.MeasuredSeconds:N0} s of launches, seed {report.Seed}");
    }

    private static void WriteSection(Markdown text, string heading, IEnumerable<BenchmarkVerdict> benchmarks)
    {
        BenchmarkVerdict[] all = [.. benchmarks];
        if (all.Length == 0) return;

        text.Heading(3, heading);
        text.List(all.Select(benchmark => $"{Markdown.Code(benchmark.Name)}: {Markdown.Escape(benchmark.Reason)}"));
        if (all.Any(benchmark => benchmark.Time is not null)) WriteTable(text, all);
    }

    private static void WriteFolded(Markdown text, string what, IEnumerable<BenchmarkVerdict> benchmarks)
    {
        BenchmarkVerdict[] all = [.. benchmarks];
        if (all.Length == 0) return;

        WriteFolded(text, string.Create(CultureInfo.InvariantCulture, $"{all.Length} {what}"), () => WriteTable(text, all));
    }

    private static void WriteFolded(Markdown text, string summary, Action write)
    {
        text.Paragraph($"<details><summary>{summary}</summary>");
        write();
        text.Paragraph("</details>");
    }

    private static void WriteTable(Markdown text, IEnumerable<BenchmarkVerdict> benchmarks)
    {
        ReportTable table = VerdictTables.Of(benchmarks);
        text.Table(table.Head, table.Rows.Select(row => (string[])[Markdown.CodeCell(row[0]), .. row.Skip(1).Select(Markdown.Escape)]));
    }
}
