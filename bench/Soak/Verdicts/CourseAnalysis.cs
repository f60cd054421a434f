using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>What only the course of a run shows.</summary>
internal static class CourseAnalysis
{
    /// <param name="recorded">The course of the same run.</param>
    public static RunResult AddTo(RunResult run, Scenario scenario, RecordedRun recorded) => WithTrends(
        run with
        {
            Ramp = RampAnalysis.Of(scenario.Load, recorded.Intervals),
            Disturbances = DisturbanceAnalysis.Of(scenario.Load, recorded.EveryInterval, run.DurationSeconds),
        },
        TrendAnalysis.Of(scenario, recorded.Intervals));

    /// <summary>A process' slopes are those of its trends: two methods would say two things of one course.</summary>
    internal static RunResult WithTrends(RunResult run, IReadOnlyDictionary<string, TrendFigures>? trends)
    {
        return run with
        {
            Trends = trends,
            Generator = WithSlopes(run.Generator, TrendNames.Generator),
            Gateway = WithSlopes(run.Gateway, TrendNames.Gateway),
            Watched = run.Watched?.ToDictionary(watched => watched.Key, watched => WithSlopes(watched.Value, TrendNames.Watched(watched.Key))!),
        };

        TFigures? WithSlopes<TFigures>(TFigures? figures, string process)
            where TFigures : ProcessFigures =>
            figures is null ? null : (TFigures)(figures with { HeapSlopeMBPerHour = Slope(process, TrendKind.Heap), RssSlopeMBPerHour = Slope(process, TrendKind.Rss) });

        double? Slope(string process, TrendKind kind) => trends?.GetValueOrDefault(TrendNames.Of(process, kind))?.SlopePerHour;
    }
}
