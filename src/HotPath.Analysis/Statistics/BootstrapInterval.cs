namespace HotPath.Analysis.Statistics;

/// <summary>A statistic of a series and how sure it is, all in the statistic's unit.</summary>
/// <param name="Estimate">Of the series itself.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">Its upper end.</param>
/// <param name="StandardError">Of the estimate.</param>
public readonly record struct BootstrapInterval(double Estimate, double Low, double High, double StandardError);
