namespace HotPath.Analysis.Results;

/// <summary>Connections of the generator to the target in the measured time.</summary>
public sealed record ConnectionFigures
{
    /// <summary>Established.</summary>
    public long Opened { get; init; }

    /// <summary>Requests sent on a connection that had carried one before.</summary>
    public long Reused { get; init; }

    /// <summary>Closed by the other side.</summary>
    public long ClosedByPeer { get; init; }

    /// <summary>Attempts that were refused or timed out.</summary>
    public long Failed { get; init; }

    /// <summary>Most open at once.</summary>
    public long OpenPeak { get; init; }
}
