namespace HotPath.Http;

/// <summary>How a response body ended.</summary>
public enum ResponseEnd
{
    /// <summary>The end has not been received.</summary>
    None,

    /// <summary>The whole body was received, as its framing says.</summary>
    Complete,

    /// <summary>The peer closed the connection before Content-Length or the last chunk was reached.</summary>
    ClosedEarly,

    /// <summary>The transport failed: a reset, a connection lost, TLS broken off.</summary>
    Reset,

    /// <summary>The chunked framing is broken or its lines are longer than the limits.</summary>
    Malformed,

    /// <summary><see cref="Http1Connection.Abort"/> was called.</summary>
    Aborted,
}
