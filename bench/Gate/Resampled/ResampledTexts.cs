using System.Globalization;
using HotPath.Analysis.Pages;
using HotPath.Gate.Micro.Results;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Resampled;

/// <summary>What terminal and Markdown say alike.</summary>
internal static class ResampledTexts
{
    public static ReportTable Table(ResampledReport report) => new ReportTable(
        ["benchmark", ">base", ">head", ">change", ">allocated", ">from", ">would find", ">regressed", ">flaky", ">inconclusive", ">same", ">improved"],
        [.. report.Benchmarks.Select(benchmark => Row(benchmark, report.Gates))]).WithoutEmptyColumns();

    public static string OfLaunches(ResampledReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Gates:#,##0} gates of each benchmark, {report.LaunchesASide} launches a side and stage, drawn out of the launches of {(report.Recordings.Count == 1 ? "one comparison" : $"{report.Recordings.Count} comparisons")}")
        + (report.IsOfOneCode ? "; both sides are the same sources, so every accusation is a false one." : ".");

    /// <summary>The figures of all benchmarks together.</summary>
    public static IReadOnlyList<string> Shares(ResampledReport report) =>
    [
        .. report.IsOfOneCode ? (IEnumerable<string>)[OfAll(report)] : [],
        string.Create(CultureInfo.InvariantCulture, $"{report.OfOneBenchmark.Of:#,##0} gates of one benchmark each: {InThousand(report.OfOneBenchmark)}"),
    ];

    private static string OfAll(ResampledReport report) => string.Create(
        CultureInfo.InvariantCulture, $"{report.OfAllBenchmarks.Of:#,##0} gates over all {report.Benchmarks.Count} benchmarks: {InThousand(report.OfAllBenchmarks)}, by one benchmark at least");

    private static string InThousand(ResampledShare share) => string.Create(
        CultureInfo.InvariantCulture,
        $"{1_000.0 * share.Accusing / share.Of:0.00} in 1,000 regressed ({share.Accusing:#,##0}), at most {1_000 * share.AtMost:0.00} at {1 - ResampledShare.Alpha:0 %} (Clopper-Pearson)");

    private static string[] Row(ResampledBenchmark benchmark, int gates)
    {
        return
        [
            benchmark.Name,
            benchmark.BaseLaunches.ToString(CultureInfo.InvariantCulture),
            benchmark.HeadLaunches.ToString(CultureInfo.InvariantCulture),
            Figures.Change(benchmark.Change),
            VerdictTables.Allocation(benchmark.Allocation),
            Figures.Change(benchmark.Threshold),
            Figures.Change(benchmark.LeastDetectable),
            Share(benchmark.Regressed),
            Share(benchmark.Flaky),
            Share(benchmark.Inconclusive),
            Share(benchmark.Same),
            Share(benchmark.Improved),
        ];

        string Share(int count) => ((double)count / gates).ToString("0.00 %", CultureInfo.InvariantCulture);
    }
}
