namespace HotPath.Http;

/// <summary>What a peer means by a fatal alert (RFC 8446, section 6, and RFC 5246, section 7.2).</summary>
internal static class TlsAlert
{
    private const byte HandshakeFailure = 40, BadCertificate = 42, CertificateUnknown = 46, UnknownCa = 48, AccessDenied = 49;
    private const byte ProtocolVersion = 70, InsufficientSecurity = 71, CertificateRequired = 116, NoApplicationProtocol = 120;

    /// <param name="description">The alert's second byte.</param>
    /// <param name="askedForCertificate">
    /// Before TLS 1.3 a missing client certificate is a handshake_failure, as is a missing common cipher.
    /// </param>
    public static TlsFailure CauseOf(byte description, bool askedForCertificate) => description switch
    {
        CertificateRequired => TlsFailure.ClientCertificateRequired,
        HandshakeFailure or UnknownCa or AccessDenied or (>= BadCertificate and <= CertificateUnknown) when askedForCertificate =>
            TlsFailure.ClientCertificateRequired,
        HandshakeFailure or ProtocolVersion or InsufficientSecurity or NoApplicationProtocol => TlsFailure.ProtocolMismatch,
        _ => TlsFailure.Other,
    };
}
