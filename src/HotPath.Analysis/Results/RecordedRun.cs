namespace HotPath.Analysis.Results;

/// <summary>A run as its folder holds it.</summary>
/// <param name="Run">The whole run, or what was known of it when it was last written.</param>
/// <param name="Intervals">In the order of the file.</param>
/// <param name="Remarks">What is missing or damaged, a sentence each; empty for a whole folder.</param>
public sealed record RecordedRun(RunResult Run, IReadOnlyList<IntervalResult> Intervals, IReadOnlyList<string> Remarks)
{
    /// <summary>What happened while it went on, in the order of the file.</summary>
    public IReadOnlyList<RunEvent> Events { get; init; } = [];
}
