using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>What only the course of a run shows.</summary>
internal static class CourseAnalysis
{
    /// <param name="intervals">Of the whole run, in their order.</param>
    public static RunResult AddTo(RunResult run, Scenario scenario, IReadOnlyList<IntervalResult> intervals) => run with
    {
        Ramp = RampAnalysis.Of(scenario.Load, intervals),
        Disturbances = DisturbanceAnalysis.Of(scenario.Load, intervals),
        Trends = TrendAnalysis.Of(scenario, intervals),
    };
}
