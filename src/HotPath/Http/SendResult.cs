namespace HotPath.Http;

/// <summary>How writing a request ended.</summary>
public enum SendResult
{
    /// <summary>All bytes were handed to the transport.</summary>
    Sent,

    /// <summary>The peer had closed or reset the connection. An answer may still be waiting to be received.</summary>
    ClosedByPeer,

    /// <summary><see cref="Http1Connection.Abort"/> was called.</summary>
    Aborted,
}
