namespace HotPath.Analysis.Statistics;

/// <summary>The verdict on a series, with what it rests on.</summary>
/// <param name="Verdict">What the series does.</param>
/// <param name="Estimate">Of all of it, or of its second half where only that can be judged; null below <see cref="CorrectedTrend.LeastPoints"/> points.</param>
/// <param name="Budget">In force for a series of this length, in its unit an hour.</param>
/// <param name="LastThird">The slope of the last third; null without an estimate.</param>
/// <param name="Steps">One-off steps that were taken out.</param>
public sealed record TrendJudgement(TrendVerdict Verdict, TrendEstimate? Estimate, double Budget, double? LastThird, int Steps);
