namespace HotPath.Http;

/// <summary>How the peer ended a connection, as far as it was seen here.</summary>
public enum PeerClosing
{
    /// <summary>It has not, or nobody has looked since.</summary>
    None,

    /// <summary>It has sent all it will send.</summary>
    Fin,

    /// <summary>It has reset the connection, or the connection was lost; over TLS also one broken off.</summary>
    Reset,
}
