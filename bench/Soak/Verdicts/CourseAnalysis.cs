using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>What only the course of a run shows.</summary>
internal static class CourseAnalysis
{
    /// <param name="intervals">Of the whole run, in their order.</param>
    public static RunResult AddTo(RunResult run, LoadSettings load, IReadOnlyList<IntervalResult> intervals) => run with
    {
        Ramp = RampAnalysis.Of(load, intervals),
        Disturbances = DisturbanceAnalysis.Of(load, intervals, run.DurationSeconds),
    };
}
