using HotPath.Analysis.Pages;
using HotPath.Gate.Micro.Results;
using HotPath.Gate.Micro.Verdicts;
using HotPath.Gate.Soak.Comparing;

namespace HotPath.Gate.Soak.Results;

/// <summary><c>gate.md</c> of soak runs: a comment for a pull request. What is worse comes first; the rest is folded away.</summary>
internal static class SoakMarkdown
{
    public static string Text(SoakReport report)
    {
        Markdown text = new();
        text.Heading(2, $"Soak: {Markdown.Escape(SoakTables.Headline(report))}");
        text.Paragraph(Markdown.Escape(SoakTables.Sides(report)));
        text.List(report.Problems.Select(problem => $"**{Markdown.Escape(problem)}**"));
        foreach (IGrouping<Verdict, FigureComparison> group in report.Figures.GroupBy(figure => figure.Verdict).OrderBy(group => group.Key))
        {
            if (group.Key is Verdict.Same or Verdict.Improved) WriteFolded(text, $"{group.Count()} {Outcomes.Name(group.Key)}", () => WriteTable(text, group));
            else WriteSection(text, group);
        }

        WriteFolded(text, "How to read and repeat it", () =>
        {
            text.Paragraph(SoakTables.Reading);
            text.List(report.Remarks.Concat(SoakTables.Machine(report)).Select(Markdown.Escape));
            text.CodeBlock(report.Command);
        });
        return text.ToString();
    }

    private static void WriteSection(Markdown text, IGrouping<Verdict, FigureComparison> group)
    {
        string name = Outcomes.Name(group.Key);
        text.Heading(3, char.ToUpperInvariant(name[0]) + name[1..]);
        text.List(group.Where(figure => figure.Reason.Length > 0).Select(figure => $"{Markdown.Code(figure.Name)}: {Markdown.Escape(figure.Reason)}"));
        WriteTable(text, group);
    }

    private static void WriteFolded(Markdown text, string summary, Action write)
    {
        text.Paragraph($"<details><summary>{summary}</summary>");
        write();
        text.Paragraph("</details>");
    }

    private static void WriteTable(Markdown text, IEnumerable<FigureComparison> figures)
    {
        ReportTable table = SoakTables.Of(figures);
        text.Table(table.Head, table.Rows.Select(row => (string[])[Markdown.CodeCell(row[0]), .. row.Skip(1).Select(Markdown.Escape)]));
    }
}
