using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Mathematics;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace HotPath.Micro.Suite;

/// <summary>How a benchmark's median stands to its baseline's; BenchmarkDotNet's own ratio is one of means.</summary>
internal sealed class MedianRatioColumn : BaselineCustomColumn
{
    public static readonly MedianRatioColumn Instance = new();

    private MedianRatioColumn()
    {
    }

    public override string Id => nameof(MedianRatioColumn);

    public override string ColumnName => Column.Ratio;

    public override int PriorityInCategory => 0;

    public override bool IsNumeric => true;

    public override UnitType UnitType => UnitType.Dimensionless;

    public override string Legend => "Median over the baseline's median";

    public override string GetValue(
        Summary summary,
        BenchmarkCase benchmarkCase,
        Statistics baseline,
        IReadOnlyDictionary<string, Metric> baselineMetrics,
        Statistics current,
        IReadOnlyDictionary<string, Metric> currentMetrics,
        bool isBaseline) => Format(current.Median / baseline.Median);

    // Three digits that count: 0.0123 and 0.0149 are a fifth apart, and would both be 0.01.
    internal static string Format(double ratio) => ratio switch
    {
        double.PositiveInfinity => "NA",
        >= 100 => ratio.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => ratio.ToString("F1", CultureInfo.InvariantCulture),
        >= 0.1 => ratio.ToString("F2", CultureInfo.InvariantCulture),
        >= 0.01 => ratio.ToString("F3", CultureInfo.InvariantCulture),
        >= 0 => ratio.ToString("F4", CultureInfo.InvariantCulture),
        _ => "NA",
    };
}
