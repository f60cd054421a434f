using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.Html;

/// <summary>What of <c>report.html</c> says how the limits stood while the run went on, and what else happened.</summary>
internal static class AlertSection
{
    public static void Write(HtmlWriter html, RecordedRun recorded)
    {
        AlertFigures? alerts = recorded.Run.Alerts;
        if (alerts is null && recorded.Events.Count == 0) return;

        html.Element("h2", "Alerts and events");
        if (alerts is not null)
        {
            ReportTable table = AlertFacts.Limits(alerts);
            if (table.Rows.Count > 0) html.Table("Limits while the run went on", table);
            if (AlertFacts.Judging(alerts) is { } judging) html.Element("p", judging, "note");
        }

        if (recorded.Events.Count > 0) html.List(AlertFacts.Events(recorded.Events));
    }
}
