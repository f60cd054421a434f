using System.Globalization;
using BenchmarkDotNet.EventProcessors;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Perfolizer.Horology;

namespace HotPath.Micro.Suite;

/// <summary>One line for each benchmark that has ended.</summary>
internal sealed class ProgressLines(TextWriter output, int total, bool showsFigures) : EventProcessor
{
    private readonly int _width = total.ToString(CultureInfo.InvariantCulture).Length;
    private int _ended;

    public override void OnEndRunBenchmark(BenchmarkCase benchmarkCase, BenchmarkReport report)
    {
        string number = (++_ended).ToString(CultureInfo.InvariantCulture).PadLeft(_width);
        string outcome = !Outcome.Succeeded(report) ? "failed" : showsFigures ? Figures(report) : "ran";
        output.WriteLine($"  {number}/{total}  {Outcome.NameOf(benchmarkCase)}: {outcome}");
    }

    private static string Figures(BenchmarkReport report)
    {
        string median = TimeInterval.FromNanoseconds(report.ResultStatistics!.Median).ToString("N2", CultureInfo.InvariantCulture);
        string? allocated = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)?.ToString("N0", CultureInfo.InvariantCulture);
        return $"{median}, {allocated ?? "?"} B";
    }
}
