namespace HotPath.Recording;

/// <summary>One bucket of a histogram and how often it was met.</summary>
/// <param name="Lowest">The lowest value the bucket counts; nanoseconds where a <see cref="LatencyRecorder"/> filled it.</param>
/// <param name="Highest">The highest value the bucket counts.</param>
/// <param name="Count">How many values fell between the two, both included.</param>
public readonly record struct HistogramBucket(long Lowest, long Highest, long Count);
