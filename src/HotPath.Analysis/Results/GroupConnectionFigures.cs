namespace HotPath.Analysis.Results;

/// <summary>Connections of one group in the measured time: opened for its requests; closed where it was the last that was served.</summary>
public record GroupConnectionFigures
{
    /// <summary>Established, handshake included.</summary>
    public long Opened { get; init; }

    /// <summary>Requests sent on a connection that had carried one before.</summary>
    public long Reused { get; init; }

    /// <summary>Opened for each finished request; null where none finished.</summary>
    public double? PerRequest { get; init; }

    /// <summary>Closed by the other side, or because it asked for that: the first three of <see cref="Closed"/>.</summary>
    public long ClosedByPeer { get; init; }

    /// <summary>Closed, each in one, by who saw to it and why.</summary>
    public ConnectionEndFigures Closed { get; init; } = new();

    /// <summary>Attempts that were refused or timed out, in the handshake, too.</summary>
    public long Failed { get; init; }
}
