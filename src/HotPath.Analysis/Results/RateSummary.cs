namespace HotPath.Analysis.Results;

/// <summary>One distribution of rates, a second. A small rate is a bad one, so its low percentiles are the ones to limit.</summary>
public sealed record RateSummary
{
    /// <summary>Values recorded.</summary>
    public long Count { get; init; }

    /// <summary>The slowest.</summary>
    public double? Min { get; init; }

    /// <summary>The arithmetic mean of the rates.</summary>
    public double? Mean { get; init; }

    /// <summary>One in a hundred is at most this fast.</summary>
    public double? P1 { get; init; }

    /// <summary>The 5th percentile.</summary>
    public double? P5 { get; init; }

    /// <summary>The 10th percentile.</summary>
    public double? P10 { get; init; }

    /// <summary>The 25th percentile.</summary>
    public double? P25 { get; init; }

    /// <summary>The median.</summary>
    public double? P50 { get; init; }

    /// <summary>The 75th percentile.</summary>
    public double? P75 { get; init; }

    /// <summary>The 90th percentile.</summary>
    public double? P90 { get; init; }

    /// <summary>The 99th percentile.</summary>
    public double? P99 { get; init; }

    /// <summary>The fastest.</summary>
    public double? Max { get; init; }
}
