namespace HotPath.Analysis.Results;

/// <summary>One of the scenario's own metrics, in its own unit; what its kind does not have is null.</summary>
public sealed record OwnMetricFigures
{
    /// <summary>Answers that had the number.</summary>
    public long Count { get; init; }

    /// <summary>Of a rate: those in which it was true, as a share, 0..1.</summary>
    public double? Rate { get; init; }

    /// <summary>Of a counter: all of them added up.</summary>
    public double? Sum { get; init; }

    /// <summary>The same a second of the measured time.</summary>
    public double? SumPerSecond { get; init; }

    /// <summary>Of a trend: the smallest, to three digits.</summary>
    public double? Min { get; init; }

    /// <summary>The arithmetic mean of bucket mid-points.</summary>
    public double? Mean { get; init; }

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

    /// <summary>The 95th percentile.</summary>
    public double? P95 { get; init; }

    /// <summary>The 99th percentile.</summary>
    public double? P99 { get; init; }

    /// <summary>The 99.9th percentile.</summary>
    public double? P999 { get; init; }

    /// <summary>The largest, to three digits.</summary>
    public double? Max { get; init; }
}
