namespace HotPath.Analysis.Results;

/// <summary>A run as its folder holds it.</summary>
/// <param name="Run">The whole run, or what was known of it when it was last written.</param>
/// <param name="Intervals">
/// Its course in at most <see cref="MostPoints"/> points, in their order: intervals as they were recorded, or, where there are more, several
/// neighbours as one (<see cref="IntervalsPerPoint"/>). Of such, counts are sums, percentiles the highest of any, sizes those of the last.
/// </param>
/// <param name="Remarks">What is missing or damaged, a sentence each; empty for a whole folder.</param>
public sealed record RecordedRun(RunResult Run, IReadOnlyList<IntervalResult> Intervals, IReadOnlyList<string> Remarks)
{
    /// <summary>A run of eleven hours in intervals of ten seconds is kept as it was recorded, and one of a year fits into memory.</summary>
    public const int MostPoints = 4_096;

    /// <summary>Intervals that were recorded.</summary>
    public long IntervalCount { get; init; } = Intervals.Count;

    /// <summary>Recorded intervals in each of <see cref="Intervals"/>, in the last one perhaps fewer; a power of two.</summary>
    public int IntervalsPerPoint { get; init; } = 1;

    /// <summary>Every recorded interval, read from the files each time this is enumerated.</summary>
    /// <exception cref="ResultFolderException">Thrown while enumerating: a file cannot be read.</exception>
    public IEnumerable<IntervalResult> EveryInterval { get; init; } = Intervals;

    /// <summary>What happened while it went on, in the order of the file.</summary>
    public IReadOnlyList<RunEvent> Events { get; init; } = [];
}
