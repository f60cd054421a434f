namespace HotPath.Analysis.Statistics;

/// <summary>A slope with the interval that holds it.</summary>
/// <param name="Low">Negative infinity where there are too few points for the confidence asked for.</param>
/// <param name="Estimate">The median of the slopes between all pairs; finite.</param>
/// <param name="High">Positive infinity where there are too few points.</param>
public readonly record struct SlopeInterval(double Low, double Estimate, double High);
