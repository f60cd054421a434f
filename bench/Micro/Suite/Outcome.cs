using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace HotPath.Micro.Suite;

/// <summary>Whether every benchmark that was to run did so. BenchmarkDotNet itself is content with less.</summary>
internal static class Outcome
{
    public static bool Succeeded(BenchmarkReport report) => report is { Success: true, ResultStatistics: not null };

    public static string NameOf(BenchmarkCase benchmarkCase) =>
        $"{benchmarkCase.Descriptor.Type.Name}.{benchmarkCase.Descriptor.WorkloadMethod.Name}{(benchmarkCase.Parameters.Count > 0 ? $" {benchmarkCase.Parameters.DisplayInfo}" : "")}";

    /// <returns>The names of those that threw, that could not be built, or that no report speaks of.</returns>
    public static IReadOnlyList<string> FailedOf(IEnumerable<BenchmarkCase> chosen, IEnumerable<Summary> summaries)
    {
        HashSet<string> succeeded = [.. summaries.SelectMany(summary => summary.Reports).Where(Succeeded).Select(report => FullNameOf(report.BenchmarkCase))];
        return [.. chosen.Where(benchmarkCase => !succeeded.Contains(FullNameOf(benchmarkCase))).Select(NameOf).Distinct()];
    }

    private static string FullNameOf(BenchmarkCase benchmarkCase) => $"{benchmarkCase.Descriptor.Type.FullName} {benchmarkCase.DisplayInfo}";
}
