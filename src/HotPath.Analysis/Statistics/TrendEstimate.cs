namespace HotPath.Analysis.Statistics;

/// <summary>A slope, its interval and its significance, corrected for values that depend on those before them.</summary>
/// <param name="Interval">Of 99 %, so that it leaves out 0 where the trend is significant at .01.</param>
/// <param name="P">Two-sided, by Mann-Kendall.</param>
/// <param name="IndependentPoints">As many values that did not depend on each other would tell as much; at least 1.</param>
public readonly record struct TrendEstimate(SlopeInterval Interval, double P, double IndependentPoints);
