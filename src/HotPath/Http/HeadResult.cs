namespace HotPath.Http;

/// <summary>How receiving a response head ended.</summary>
public enum HeadResult
{
    /// <summary>The head is in <see cref="Http1Connection.Head"/>; the body may be read.</summary>
    Received,

    /// <summary>The peer closed the connection before the first byte of a response.</summary>
    ClosedByPeer,

    /// <summary>The peer closed the connection inside the head, or after an interim response.</summary>
    ClosedEarly,

    /// <summary>The transport failed: a reset, a connection lost, TLS broken off.</summary>
    Reset,

    /// <summary>The bytes are not an HTTP/1.x response head, contradict each other, or are longer than the limit.</summary>
    Malformed,

    /// <summary><see cref="Http1Connection.Abort"/> was called.</summary>
    Aborted,
}
