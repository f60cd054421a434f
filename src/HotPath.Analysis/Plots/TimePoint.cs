namespace HotPath.Analysis.Plots;

/// <summary>A value at a moment.</summary>
/// <param name="Seconds">From the start of the plot; at least 0.</param>
/// <param name="Value">Null, not finite or beyond 10^15 either way is a gap in the line.</param>
public readonly record struct TimePoint(double Seconds, double? Value);
