namespace HotPath.Analysis.Results;

/// <summary>Garbage collections of a process. A collection of a generation counts in the younger ones' numbers too, as .NET counts.</summary>
public sealed record GcFigures
{
    /// <summary>Collections of generation 0 and above.</summary>
    public long Gen0 { get; init; }

    /// <summary>Collections of generation 1 and above.</summary>
    public long Gen1 { get; init; }

    /// <summary>Collections of generation 2.</summary>
    public long Gen2 { get; init; }

    /// <summary>Time all managed threads stood still, in milliseconds.</summary>
    public double PauseMs { get; init; }

    /// <summary>The same as a share of the measured time, in percent.</summary>
    public double PausePercent { get; init; }
}
