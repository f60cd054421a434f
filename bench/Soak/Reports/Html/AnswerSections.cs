using HotPath.Analysis.Results;
using HotPath.Soak.Reports.Answers;

namespace HotPath.Soak.Reports.Html;

/// <summary>What a scenario asks of answers: checks, slices, its own metrics, and what the tokens cost.</summary>
internal static class AnswerSections
{
    public static void Write(HtmlWriter html, RunResult run)
    {
        Table(html, "Checks", AnswerTables.Checks(run.Checks));
        foreach ((string name, IReadOnlyDictionary<string, SliceFigures> values) in Dimensions.Of(run.By))
        {
            Table(html, $"By {name}", AnswerTables.Slices(name, values));
        }

        Table(html, "Own metrics", AnswerTables.Metrics(run.Metrics));
        Table(html, "Price of the tokens", AnswerTables.Price(run.Cost));
    }

    private static void Table(HtmlWriter html, string heading, ReportTable table)
    {
        if (table.Rows.Count == 0) return;

        html.Element("h2", heading);
        html.Table(heading, table);
    }
}
