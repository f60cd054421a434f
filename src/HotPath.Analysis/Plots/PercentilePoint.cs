namespace HotPath.Analysis.Plots;

/// <summary>The value that a share of all values is at or below.</summary>
/// <param name="Percentile">0 to 100, below 100: the axis has no place for 100 itself. Anything else is left out.</param>
/// <param name="Value">Null, not finite or beyond 10^15 is a gap in the curve, as is 0 or less on a logarithmic axis.</param>
public readonly record struct PercentilePoint(double Percentile, double? Value);
