namespace HotPath.Http;

/// <summary>Why there is no TLS connection.</summary>
public enum TlsFailure
{
    /// <summary>There is one.</summary>
    None,

    /// <summary>
    /// The peer's certificate does not lead to a trusted root, or is not fit for a server. Said first where several things are wrong.
    /// </summary>
    CertificateUntrusted,

    /// <summary>The peer's certificate is trusted and valid now, but not made out to the target host.</summary>
    CertificateNameMismatch,

    /// <summary>The peer's certificate, or one above it, has expired or is not valid yet; else it is trusted.</summary>
    CertificateExpired,

    /// <summary>
    /// The peer wants a client certificate, and none was given or not one that it takes. A TLS 1.3 peer says so only after the
    /// handshake, which then has succeeded: it shows as <see cref="HeadResult.Reset"/> of the first response.
    /// </summary>
    ClientCertificateRequired,

    /// <summary>No version, cipher or application protocol in common, or the peer does not speak TLS.</summary>
    ProtocolMismatch,

    /// <summary>The peer closed or reset the connection during the handshake, without an alert.</summary>
    PeerClosed,

    /// <summary>The socket was closed on this side during the handshake.</summary>
    Aborted,

    /// <summary>Anything else; the detail says what.</summary>
    Other,
}
