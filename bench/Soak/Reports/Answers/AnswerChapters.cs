using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.Answers;

/// <summary>The same as chapters of <c>report.md</c>.</summary>
internal static class AnswerChapters
{
    public static void Write(Markdown text, RunResult run)
    {
        Table(text, "Checks", AnswerTables.Checks(run.Checks));
        foreach ((string name, IReadOnlyDictionary<string, SliceFigures> values) in Dimensions.Of(run.By))
        {
            Table(text, $"By {name}", AnswerTables.Slices(name, values));
        }

        Table(text, "Own metrics", AnswerTables.Metrics(run.Metrics));
        Table(text, "Price of the tokens", AnswerTables.Price(run.Cost));
    }

    private static void Table(Markdown text, string heading, ReportTable table)
    {
        if (table.Rows.Count == 0) return;

        text.Heading(2, heading);
        text.Table(table.Head, table.Rows.Select(row => (string[])[Markdown.Escape(row[0]), .. row.Skip(1)]));
    }
}
