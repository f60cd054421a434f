using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>What only the course of a run shows.</summary>
internal static class CourseAnalysis
{
    /// <param name="recorded">The course of the same run.</param>
    public static RunResult AddTo(RunResult run, Scenario scenario, RecordedRun recorded) => run with
    {
        Ramp = RampAnalysis.Of(scenario.Load, recorded.Intervals),
        Disturbances = DisturbanceAnalysis.Of(scenario.Load, recorded.EveryInterval, run.DurationSeconds),
        Trends = TrendAnalysis.Of(scenario, recorded.Intervals),
    };
}
