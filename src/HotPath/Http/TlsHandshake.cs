using System.Net.Security;
using System.Security.Authentication;

namespace HotPath.Http;

/// <summary>What one successful handshake was and cost.</summary>
/// <param name="Nanoseconds">From just before the handshake to its end on this side; connecting over TCP is not in it.</param>
/// <param name="Resumed">True when the peer took up an earlier session, as its ServerHello says; false for a full handshake.</param>
/// <param name="Protocol">The version agreed on.</param>
/// <param name="CipherSuite">The cipher suite agreed on.</param>
/// <param name="Alpn">The application protocol agreed on; default when the peer chose none.</param>
/// <param name="BytesIn">
/// Received until the end of the handshake. Session tickets are in it only where the peer sends them with its part of the handshake.
/// </param>
/// <param name="BytesOut">Sent until the end of the handshake.</param>
public readonly record struct TlsHandshake(
    long Nanoseconds,
    bool Resumed,
    SslProtocols Protocol,
    TlsCipherSuite CipherSuite,
    SslApplicationProtocol Alpn,
    long BytesIn,
    long BytesOut)
{
    /// <summary>
    /// The CPU time of the threads that worked on it, in nanoseconds: what TLS computed, checking the certificate, and the system calls
    /// made for it. Connecting, session tickets that came later, and what the kernel did by itself are not in it. Null where the
    /// <see cref="TlsConnector"/> was given no clock, or where the work went from one thread to another unseen.
    /// </summary>
    public long? CpuNanoseconds { get; init; }
}
