using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;

namespace HotPath.Micro.Suite;

/// <summary>The figures of a table. All of time are medians: a mean belongs to whatever else the machine did meanwhile.</summary>
internal sealed class SuiteColumns : IColumnProvider
{
    public IEnumerable<IColumn> GetColumns(Summary summary)
    {
        yield return StatisticColumn.Median;
        yield return SpreadColumn.Instance;
        if (!summary.HasBaselines()) yield break;

        yield return MedianRatioColumn.Instance;
        yield return BaselineAllocationRatioColumn.RatioMean;
    }
}
