using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>What of <c>report.md</c> says how the limits stood while the run went on, and what else happened.</summary>
internal static class AlertChapter
{
    public static void Write(Markdown text, RecordedRun recorded)
    {
        AlertFigures? alerts = recorded.Run.Alerts;
        if (alerts is null && recorded.Events.Count == 0) return;

        text.Heading(2, "Alerts and events");
        if (alerts is not null)
        {
            if (AlertFacts.Judging(alerts) is { } judging) text.Paragraph(Markdown.Escape(judging));
            ReportTable table = AlertFacts.Limits(alerts);
            if (table.Rows.Count > 0) text.Table(table.Head, table.Rows.Select(row => (string[])[Markdown.CodeCell(row[0]), .. row.Skip(1)]));
        }

        text.List(AlertFacts.Events(recorded.Events).Select(Markdown.Escape));
    }
}
