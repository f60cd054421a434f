using HotPath.Analysis.Pages;
using HotPath.Gate.Micro.Results;
using HotPath.Gate.Micro.Verdicts;
using HotPath.Gate.Soak.Comparing;

namespace HotPath.Gate.Soak.Results;

/// <summary><c>gate.html</c> of soak runs: a page that needs nothing beside it, the weightiest first.</summary>
internal static class SoakHtml
{
    public static string Text(SoakReport report) => HtmlPage.Text($"{SoakTables.Headline(report)}: {report.Scenario}", html => Write(html, report));

    private static void Write(HtmlWriter html, SoakReport report)
    {
        (string cssClass, string badge) = report.Outcome switch
        {
            SoakVerdict.Fail => ("fail", "FAIL"),
            SoakVerdict.Pass => ("pass", "PASS"),
            _ => ("void", "CANNOT SAY"),
        };
        html.Open("header", $"verdict {cssClass}");
        html.Open("h1");
        html.Element("strong", badge, "badge");
        html.Element("span", report.Scenario);
        html.Close("h1");
        html.List(report.Problems
            .Concat(report.Figures.Where(figure => figure.Verdict is not (Verdict.Same or Verdict.Improved)).Select(figure => $"{Outcomes.Name(figure.Verdict)}: {figure.Name}: {figure.Reason}")), "reasons");
        html.Element("p", SoakTables.Sides(report), "origin");
        html.Close("header");

        html.Element("h2", "Figures");
        if (report.Figures.Count > 0) html.Table("Figures", SoakTables.Of(report.Figures));
        html.Element("p", SoakTables.Reading, "note");
        html.Element("h2", "Runs");
        html.Table("Runs", new ReportTable(["run", "side", "version", ">started", ">seconds", "its own verdict"],
            [.. report.Base.Select(run => Row(run, "base")).Concat(report.Head.Select(run => Row(run, "head"))).OrderBy(row => row[3], StringComparer.Ordinal)]));
        html.List(report.Remarks);
        html.Element("h2", "Environment");
        html.List(SoakTables.Machine(report));
        html.Element("p", "To repeat it:");
        html.Element("pre", report.Command);
    }

    private static string[] Row(ComparedRun run, string side) =>
    [
        run.Id, side, run.Version, FormattableString.Invariant($"{run.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}"), FormattableString.Invariant($"{run.DurationSeconds:0}"), run.Verdict ?? ReportTable.None,
    ];
}
