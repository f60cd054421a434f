using HotPath.Gate.Micro.Launches;

namespace HotPath.EndToEnd.Tests.Gate.Micro;

/// <summary>Folders as comparisons and calibrations leave them.</summary>
internal static class RecordedFolder
{
    /// <summary>A plan whose sides are one revision, as a calibration's are.</summary>
    public static ComparisonPlan CalibrationPlan(params string[] benchmarks)
    {
        ComparisonPlan plan = SampleReport.Plan(benchmarks);
        return plan with { Head = plan.Base, BaseWith = null, HeadWith = null };
    }

    public static void Write(string path, ComparisonPlan plan, IEnumerable<LaunchFigure> launches)
    {
        new ComparisonFolder(path).Begin(plan);
        File.WriteAllBytes(Path.Combine(path, ComparisonFolder.LaunchFile), [.. launches.SelectMany(LaunchFormat.WriteLine)]);
    }

    /// <summary>As if they had been made another day, for another folder.</summary>
    public static IEnumerable<LaunchFigure> Later(IEnumerable<LaunchFigure> launches, int days) => launches.Select(launch => launch with { StartedAt = launch.StartedAt.AddDays(days) });
}
