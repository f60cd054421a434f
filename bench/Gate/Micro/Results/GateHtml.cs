using HotPath.Analysis.Pages;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Micro.Results;

/// <summary><c>gate.html</c>: the comparison as a page that needs nothing beside it, the weightiest first, with every launch of what is not the same.</summary>
internal static class GateHtml
{
    private const int MostPlots = 24;

    public static string Text(GateReport report) => HtmlPage.Text($"{Outcomes.Text(report)}: {report.Head.Text}", html => Write(html, report));

    private static void Write(HtmlWriter html, GateReport report)
    {
        html.Open("header", $"verdict {ClassOf(report)}");
        html.Open("h1");
        html.Element("strong", report.Outcome switch { Outcomes.Fail => "FAIL", Outcomes.Pass => "PASS", _ => "CANNOT SAY" }, "badge");
        html.Element("span", $"{report.Head.Text} against {report.Base.Text}");
        html.Close("h1");
        foreach (string remark in report.Remarks) html.Element("p", remark, "caution");
        html.List(report.Benchmarks.Where(benchmark => benchmark.Verdict is not Verdict.Same).Select(benchmark => $"{Outcomes.Name(benchmark.Verdict)}: {benchmark.Name}: {benchmark.Reason}"), "reasons");
        html.Element("p", $"{report.Project}, {report.LaunchesASide} launches a side and benchmark, interleaved at random.", "origin");
        html.Close("header");
        WriteTiles(html, report);

        html.Element("h2", "Benchmarks");
        html.Table("Benchmarks", VerdictTables.Of(report.Benchmarks));
        html.Element("p", GateMarkdown.Reading(report).Replace("`", "", StringComparison.Ordinal), "note");
        WriteLaunches(html, report);
        html.Element("h2", "Environment");
        html.List(GateMarkdown.Machine(report));
        html.Element("p", "To repeat it:");
        html.Element("pre", report.Command);
    }

    private static void WriteLaunches(HtmlWriter html, GateReport report)
    {
        BenchmarkVerdict[] plotted = [.. report.Benchmarks.Where(benchmark => benchmark.Time is not null).Take(MostPlots)];
        if (plotted.Length == 0) return;

        html.Element("h2", "Launches");
        html.Element("p", $"Each launch when it was made{(report.Benchmarks.Count > MostPlots ? $", of the first {MostPlots} benchmarks; all are in {GateOutputs.JsonFile}" : "")}.", "note");
        html.Open("div", "plots");
        foreach (BenchmarkVerdict benchmark in plotted)
        {
            html.Open("figure");
            html.Plot(size => LaunchPlot.Of(benchmark, report.Launches).ToSvg(size));
            html.Close("figure");
        }

        html.Close("div");
    }

    private static string ClassOf(GateReport report) => report.Outcome switch { Outcomes.Fail => "fail", Outcomes.Pass => "pass", _ => "void" };

    private static void WriteTiles(HtmlWriter html, GateReport report)
    {
        html.Open("dl", "tiles");
        foreach (Verdict[] verdicts in (Verdict[][])[[Verdict.Regressed], [Verdict.Inconclusive, Verdict.Missing, Verdict.New], [Verdict.Flaky], [Verdict.Improved], [Verdict.Same]])
        {
            html.Open("div");
            html.Element("dt", verdicts.Length > 1 ? "not compared" : Outcomes.Name(verdicts[0]));
            html.Element("dd", $"{report.With(verdicts).Count()}");
            html.Close("div");
        }

        html.Close("dl");
    }
}
