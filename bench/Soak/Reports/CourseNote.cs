using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>What a reader must know of a course that has fewer points than the run had intervals.</summary>
internal static class CourseNote
{
    /// <returns>One sentence; nothing where each interval is a point.</returns>
    public static IEnumerable<string> Of(RecordedRun recorded) => recorded.IntervalsPerPoint == 1
        ? []
        :
        [
            $"The run had {Figure.Count(recorded.IntervalCount)} intervals; each point stands for {Figure.Count(recorded.IntervalsPerPoint)} neighbours. " +
            "Its counts are their sums, its percentiles the highest of any of them, its sizes those of the last.",
        ];
}
