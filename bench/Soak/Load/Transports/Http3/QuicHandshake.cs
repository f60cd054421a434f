using System.Net;
using System.Net.Quic;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Authentication;
using HotPath.Http;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>One attempt at a connection of QUIC: what TCP and TLS 1.3 do one after the other is one handshake here (RFC 9001).</summary>
[SupportedOSPlatform("linux"), SupportedOSPlatform("macos"), SupportedOSPlatform("windows")]
internal static class QuicHandshake
{
    /// <summary>A control stream and the two of QPACK, and as many of kinds that nobody knows yet.</summary>
    private const int PeersOwnStreams = 6;

    /// <summary>Within the time that paths are known to forget a silent UDP flow (RFC 9308, 3.2), so that no answer that is waited for is lost to silence.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <param name="local">Where it comes from; null: the system's choice.</param>
    /// <param name="moreStreams">Told how many more requests the peer takes; null: nobody asks. Any thread.</param>
    public static async ValueTask<QuicHandshakeResult> MakeAsync(
        IPEndPoint address, IPAddress? local, TlsSettings tls, Action<int>? moreStreams, CancellationToken cancellationToken)
    {
        CertificateJudge judge = new(tls);
        SslClientAuthenticationOptions security = tls.ToOptions(judge);
        security.ApplicationProtocols = [SslApplicationProtocol.Http3];
        QuicClientConnectionOptions options = new()
        {
            RemoteEndPoint = address,
            LocalEndPoint = local is null ? null : new IPEndPoint(local, 0),
            ClientAuthenticationOptions = security,
            DefaultCloseErrorCode = (long)Http3Code.NoError,
            DefaultStreamErrorCode = (long)Http3Code.RequestCancelled,
            MaxInboundUnidirectionalStreams = PeersOwnStreams,
            MaxInboundBidirectionalStreams = 0,
            IdleTimeout = Timeout.InfiniteTimeSpan, // what is idle is closed by whoever keeps it
            HandshakeTimeout = Timeout.InfiniteTimeSpan, // the token's
            KeepAliveInterval = KeepAlive,
        };
        if (moreStreams is not null) options.StreamCapacityCallback = (_, change) => moreStreams(change.BidirectionalIncrement);
        try
        {
            return new QuicHandshakeResult { Connection = await QuicConnection.ConnectAsync(options, cancellationToken).ConfigureAwait(false) };
        }
        catch (Exception problem) when (problem is AuthenticationException or QuicException or SocketException)
        {
            return new QuicHandshakeResult { Problem = problem, Failure = CauseOf(judge, problem), Detail = judge.Detail ?? problem.GetBaseException().Message };
        }
    }

    /// <summary>TLS 1.3 refuses a client's certificate behind the handshake: what a peer refuses within it is version, cipher or protocol.</summary>
    private static TlsFailure CauseOf(CertificateJudge judge, Exception problem) => judge.Failure != TlsFailure.None ? judge.Failure
        : problem is AuthenticationException ? TlsFailure.ProtocolMismatch
        : TlsFailure.None;
}

/// <summary>How the attempt ended.</summary>
internal readonly record struct QuicHandshakeResult
{
    /// <summary>Null: there is none.</summary>
    public QuicConnection? Connection { get; init; }

    /// <summary>Why not, where TLS was the reason.</summary>
    public TlsFailure Failure { get; init; }

    public string? Detail { get; init; }

    public Exception? Problem { get; init; }
}
