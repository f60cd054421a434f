using System.Globalization;
using HotPath.Analysis.Pages;
using HotPath.Gate.Micro.Results;
using HotPath.Gate.Micro.Verdicts;
using HotPath.Gate.Soak.Comparing;

namespace HotPath.Gate.Soak.Results;

/// <summary>The tables and lines of a comparison of soak runs, for terminal, Markdown and HTML alike.</summary>
internal static class SoakTables
{
    public const string Reading =
        "Base and head are medians of their runs, the change is that of Hodges and Lehmann over all pairs of runs. " +
        "A figure regressed where both bounds of the change, Student's at 0.001 and Mann and Whitney's exact one at 0.05, lie beyond no change, and the change beyond the figure's threshold. " +
        "'Would find' is what nine such comparisons in ten would have found; where that is more than twice as bad, nothing is said.";

    public static ReportTable Of(IEnumerable<FigureComparison> figures) => new ReportTable(
        ["figure", "verdict", ">base", ">head", ">change", ">between", ">would find"],
        [.. figures.Select(Row)]).WithoutEmptyColumns();

    public static string Headline(SoakReport report)
    {
        string counts = string.Join(", ", report.Figures
            .GroupBy(figure => figure.Verdict)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {Outcomes.Name(group.Key)}"));
        return report.Outcome switch
        {
            SoakVerdict.Fail => $"FAIL: {counts}",
            SoakVerdict.Pass => $"pass: {counts}",
            _ => $"CANNOT SAY: {(counts.Length == 0 ? "nothing was compared" : counts)}",
        };
    }

    public static string Sides(SoakReport report) => string.Create(
        CultureInfo.InvariantCulture, $"{report.Scenario}: {report.Head.Count} runs of {Versions(report.Head)} against {report.Base.Count} of {Versions(report.Base)}, {report.Pairs} interleaved pairs");

    public static IEnumerable<string> Machine(SoakReport report)
    {
        yield return $"{report.Environment.Processor ?? report.Environment.Architecture}, {report.Environment.ProcessorCount} processors, {report.Environment.MemoryMB} MB, {report.Environment.OperatingSystem}, {report.Environment.Runtime}, {report.Environment.GarbageCollector}";
    }

    private static string Versions(IReadOnlyList<ComparedRun> runs) => string.Join(" and ", runs.Select(run => run.Version).Distinct());

    private static string[] Row(FigureComparison figure) =>
    [
        figure.Name,
        Outcomes.Name(figure.Verdict),
        SoakText.Median(figure, figure.Base),
        SoakText.Median(figure, figure.Head),
        SoakText.Change(figure, figure.Change),
        figure.Lower is null ? ReportTable.None : $"{SoakText.Change(figure, figure.Lower)} and {SoakText.Change(figure, figure.Upper)}",
        SoakText.Change(figure, figure.LeastDetectable),
    ];
}
