namespace HotPath.Recording;

/// <summary>One line of a histogram log: what was recorded in one interval.</summary>
/// <param name="Tag">What was recorded, or null where the line names nothing.</param>
/// <param name="Start">When the interval began, counted from the log's start time.</param>
/// <param name="Length">How long it lasted.</param>
/// <param name="Snapshot">Its counts; the caller's to keep.</param>
public sealed record HistogramLogEntry(string? Tag, TimeSpan Start, TimeSpan Length, HistogramSnapshot Snapshot);
