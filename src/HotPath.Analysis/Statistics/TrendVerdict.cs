namespace HotPath.Analysis.Statistics;

/// <summary>What a series does.</summary>
public enum TrendVerdict
{
    /// <summary>Too few points, too much noise, or a rise that is no longer going on.</summary>
    CannotSay,

    /// <summary>All of its slope's interval is within the budget, in the second half at least.</summary>
    Flat,

    /// <summary>Beyond its budget, significantly, and still in the last third.</summary>
    Rising,

    /// <summary>The same downwards.</summary>
    Falling,
}
