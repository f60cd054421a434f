namespace HotPath.Soak.Scenarios;

/// <summary>How much a series may change before the run fails.</summary>
/// <param name="PerHour">In the series' unit, or as a share of its median where <paramref name="IsShare"/>; null: it is not judged.</param>
/// <param name="IsShare">A share: 0.05 is 5 % of the median.</param>
internal readonly record struct TrendLimit(double? PerHour, bool IsShare)
{
    public static TrendLimit Off { get; } = new(null, false);

    /// <summary>What holds unless the scenario says otherwise; docs/trends.md says why so much.</summary>
    public static TrendLimit DefaultOf(TrendKind kind) => kind switch
    {
        TrendKind.Heap or TrendKind.Rss or TrendKind.OpenFiles or TrendKind.Threads => new(1, false),
        TrendKind.Connections => new(0.02, true),
        TrendKind.TtftP50 => new(0.02, true),
        TrendKind.TtftP99 => new(0.05, true),
        _ => new(0.01, true),
    };
}
