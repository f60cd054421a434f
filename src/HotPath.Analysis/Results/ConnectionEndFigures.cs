namespace HotPath.Analysis.Results;

/// <summary>Established connections that were closed, each counted once, by what was seen first.</summary>
public sealed record ConnectionEndFigures
{
    /// <summary>By the other side in good order (FIN), whether idle or in the middle of an answer.</summary>
    public long Fin { get; init; }

    /// <summary>By the other side with a reset, or lost; over TLS also what it broke off.</summary>
    public long Reset { get; init; }

    /// <summary>By us because the other side said so: <c>Connection: close</c>; over HTTP/2, where it says so by GOAWAY, whatever has no other reason.</summary>
    public long Asked { get; init; }

    /// <summary>By us after <c>target.connections.idle</c> without a request.</summary>
    public long Idle { get; init; }

    /// <summary>By us at the age of <c>target.connections.lifetime</c>.</summary>
    public long Lifetime { get; init; }

    /// <summary>By us after <c>target.connections.requests</c> requests, or because the group wants each connection new.</summary>
    public long AfterRequests { get; init; }

    /// <summary>By us because what came was not HTTP, was more than the answer, or came unasked.</summary>
    public long Error { get; init; }

    /// <summary>By us because its request had a time-out.</summary>
    public long Timeout { get; init; }

    /// <summary>By us because the user who waited gave up, as the group says.</summary>
    public long GivenUp { get; init; }

    /// <summary>By us because the run was over.</summary>
    public long EndOfRun { get; init; }
}
