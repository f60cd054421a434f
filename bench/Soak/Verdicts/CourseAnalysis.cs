using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>What only the course of a run shows.</summary>
internal static class CourseAnalysis
{
    /// <param name="recorded">The course of the same run.</param>
    public static RunResult AddTo(RunResult run, LoadSettings load, RecordedRun recorded) => run with
    {
        Ramp = RampAnalysis.Of(load, recorded.Intervals),
        Disturbances = DisturbanceAnalysis.Of(load, recorded.EveryInterval, run.DurationSeconds),
    };
}
