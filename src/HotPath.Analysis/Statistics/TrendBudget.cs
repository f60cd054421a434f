namespace HotPath.Analysis.Statistics;

/// <summary>How much a series may change before it is a finding.</summary>
/// <param name="PerHour">In the series' unit, an hour; above 0.</param>
/// <param name="LeastChange">In the series' unit, over all that was measured: what is less is settling, and allowed at whatever speed.</param>
public readonly record struct TrendBudget(double PerHour, double LeastChange)
{
    /// <summary>The slope allowed in a series of that length: the larger of both limits.</summary>
    /// <param name="hours">Above 0.</param>
    public double Over(double hours) => Math.Max(PerHour, LeastChange / hours);
}
