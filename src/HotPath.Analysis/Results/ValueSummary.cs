namespace HotPath.Analysis.Results;

/// <summary>One distribution in the unit that its name bears; values to three digits.</summary>
public sealed record ValueSummary
{
    /// <summary>Values recorded.</summary>
    public long Count { get; init; }

    /// <summary>The smallest.</summary>
    public double Min { get; init; }

    /// <summary>The arithmetic mean.</summary>
    public double Mean { get; init; }

    /// <summary>The median.</summary>
    public double P50 { get; init; }

    /// <summary>The 90th percentile.</summary>
    public double P90 { get; init; }

    /// <summary>The 99th percentile.</summary>
    public double P99 { get; init; }

    /// <summary>The largest.</summary>
    public double Max { get; init; }
}
