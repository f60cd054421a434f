namespace HotPath.Analysis.Results;

/// <summary>Connections in one interval.</summary>
public sealed record ConnectionInterval
{
    /// <summary>Established in it.</summary>
    public long Opened { get; init; }

    /// <summary>Closed in it, whoever did.</summary>
    public long Closed { get; init; }

    /// <summary>Attempts that failed in it.</summary>
    public long Failed { get; init; }

    /// <summary>Open and kept for the next request at its end; over HTTP/2 it is not known, and 0.</summary>
    public long Idle { get; init; }

    /// <summary>Requests that waited for a connection at its end.</summary>
    public long Waiting { get; init; }
}
