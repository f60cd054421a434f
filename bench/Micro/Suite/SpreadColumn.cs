using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Mathematics;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace HotPath.Micro.Suite;

/// <summary>How far a repetition may be off. Iterations of one process resemble each other more than two processes do, so it is read off the launches where there are several.</summary>
internal sealed class SpreadColumn : IColumn
{
    public static readonly SpreadColumn Instance = new();

    private SpreadColumn()
    {
    }

    public string Id => nameof(SpreadColumn);

    public string ColumnName => "Spread";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Statistics;

    public int PriorityInCategory => int.MaxValue; // behind the median

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "Highest less lowest median of a launch, or the middle half of a single one's iterations, over the median of all";

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        summary[benchmarkCase] is { ResultStatistics: { } all } report ? Format(Of(report, all)) : "NA";

    private static double Of(BenchmarkReport report, Statistics all)
    {
        double[] launches =
        [
            .. report.GetResultRuns()
                .GroupBy(measurement => measurement.LaunchIndex, measurement => measurement.GetAverageTime().Nanoseconds)
                .Select(launch => new Statistics(launch).Median),
        ];
        double range = launches.Length > 1 ? launches.Max() - launches.Min() : all.Q3 - all.Q1;
        return range / all.Median;
    }

    private static string Format(double share) => (share * 100).ToString("F1", CultureInfo.InvariantCulture) + "%";
}
