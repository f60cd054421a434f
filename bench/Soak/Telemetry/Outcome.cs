namespace HotPath.Soak.Telemetry;

/// <summary>How a request ended. Each finished request has exactly one.</summary>
internal enum Outcome
{
    /// <summary>A whole answer; a stream with its terminal event and content as it was sent.</summary>
    Completed,

    /// <summary>The answer ended before its end: no terminal event, or fewer bytes than announced.</summary>
    Truncated,

    /// <summary>Content that is not what the gateway sent.</summary>
    Corrupt,

    /// <summary>Status 200 with an error inside the answer.</summary>
    InBandError,

    /// <summary>Status 429.</summary>
    RateLimited,

    /// <summary>Status 401 or 403.</summary>
    Unauthorized,

    /// <summary>Any other status 4xx, and 3xx.</summary>
    ClientError,

    /// <summary>Status 5xx other than those of <see cref="UpstreamError"/>.</summary>
    ServerError,

    /// <summary>Status 502, 503 or 504: the gateway speaks of what is behind it.</summary>
    UpstreamError,

    /// <summary>One of the target's time-outs ran out.</summary>
    Timeout,

    /// <summary>No connection, or one lost before the response head.</summary>
    ConnectionError,

    /// <summary>An answer that does not parse as HTTP, as server-sent events or as JSON.</summary>
    Malformed,

    /// <summary>Given up by us: the run ended before the answer did, or the group says after how long a client gives up.</summary>
    Cancelled,
}
