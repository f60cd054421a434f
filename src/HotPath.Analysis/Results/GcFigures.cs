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

    /// <summary>Collections that a program asked for, of any generation; null where it is not known.</summary>
    public long? Requested { get; init; }

    /// <summary>Collections of generation 2 that nobody asked for; null where it is not known.</summary>
    public long? UnrequestedGen2 { get; init; }

    /// <summary>Time all managed threads stood still, in milliseconds.</summary>
    public double PauseMs { get; init; }

    /// <summary>The same as a share of the measured time, in percent.</summary>
    public double PausePercent { get; init; }

    /// <summary>Each pause but those in <see cref="RequestedPause"/>; null in an interval, and where they are not told one by one or there was none.</summary>
    public LatencySummary? Pause { get; init; }

    /// <summary>Each pause of the full collections that the run itself requested, to see what lives after them; null as above.</summary>
    public LatencySummary? RequestedPause { get; init; }

    /// <summary>How the process collects, for example <c>workstation, concurrent</c>; null in an interval, and where it is not known.</summary>
    public string? Mode { get; init; }
}
