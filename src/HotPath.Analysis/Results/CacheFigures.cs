namespace HotPath.Analysis.Results;

/// <summary>What the answers' X-Cache says of the target's cache, and what it brings.</summary>
public sealed record CacheFigures
{
    /// <summary>Hits against hits and misses, 0..1; null where there was neither.</summary>
    public double? HitRate { get; init; }

    /// <summary>Answers that came from the cache.</summary>
    public long Hits { get; init; }

    /// <summary>Answers that were looked for in the cache and not found.</summary>
    public long Misses { get; init; }

    /// <summary>Answers that the cache was not asked for.</summary>
    public long Bypass { get; init; }

    /// <summary>The median of hits less that of misses: below 0, hits are faster. From written to the end of whole answers.</summary>
    public DifferenceFigures? HitVsMissMs { get; init; }

    /// <summary>The same of the 95th percentiles.</summary>
    public DifferenceFigures? HitVsMissP95Ms { get; init; }

    /// <summary>The median of misses less that of answers that bypassed the cache: what looking costs.</summary>
    public DifferenceFigures? MissVsBypassMs { get; init; }
}

/// <summary>A difference in milliseconds with its interval of 95 %: see <see cref="Statistics.QuantileDifference"/>.</summary>
public sealed record DifferenceFigures
{
    /// <summary>The lower end.</summary>
    public double Low { get; init; }

    /// <summary>The difference as it was measured.</summary>
    public double Estimate { get; init; }

    /// <summary>The upper end.</summary>
    public double High { get; init; }
}
