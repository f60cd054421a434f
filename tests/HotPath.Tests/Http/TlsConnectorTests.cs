using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using HotPath.Http;

namespace HotPath.Tests.Http;

public class TlsConnectorTests
{
    private static readonly byte[] Response = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"u8.ToArray();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task ConnectAsync_TrustedPeer_ExchangesAndSaysWhatTheHandshakeWas(SslProtocols protocol)
    {
        using TlsPeer peer = new();
        TlsConnector connector = TlsPeer.Connector(TlsPeer.Trusting with { Protocols = protocol, Resume = false });

        (Http1Connection connection, SslStream stream, TlsHandshake handshake) = await peer.ConnectAsync(connector);
        using Http1Connection ownedConnection = connection;
        await using SslStream ownedStream = stream;

        Assert.Equal(protocol, handshake.Protocol);
        Assert.Equal(stream.NegotiatedCipherSuite, handshake.CipherSuite);
        Assert.False(handshake.Resumed);
        Assert.True(handshake.Nanoseconds > 0);
        Assert.InRange(handshake.BytesIn, 300, 3_000);
        Assert.InRange(handshake.BytesOut, 150, 3_000);
        Assert.Equal((1, 0), (connector.FullHandshakes, connector.ResumedHandshakes));
        Assert.Equal("hello", await ExchangeAsync(connection, stream));
    }

    [Fact]
    public async Task ConnectAsync_Verifying_RefusesAnUnknownAuthorityByDefault()
    {
        using TlsPeer peer = new();
        TlsConnector connector = TlsPeer.Connector(new TlsSettings { TargetHost = "localhost" });

        TlsConnectResult result = await peer.FailAsync(connector);

        Assert.Equal(TlsFailure.CertificateUntrusted, result.Failure);
        Assert.Equal(1, connector.CountOf(TlsFailure.CertificateUntrusted));
        Assert.Equal(0, connector.FullHandshakes);
        Assert.Contains("CN=localhost", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectAsync_NotVerifying_TakesAnyCertificate()
    {
        using TlsPeer peer = new(TestCertificates.SelfSigned("elsewhere"));

        (Http1Connection connection, SslStream stream, _) = await peer.ConnectAsync(
            TlsPeer.Connector(new TlsSettings { TargetHost = "localhost", Verify = false }));
        using Http1Connection ownedConnection = connection;
        await using SslStream ownedStream = stream;

        Assert.Equal("hello", await ExchangeAsync(connection, stream));
    }

    [Theory]
    [InlineData("http/1.1")]
    [InlineData("h2")]
    [InlineData(null)] // the peer knows no ALPN
    public async Task ConnectAsync_PeerChoosesAnApplicationProtocol_IsToldWhich(string? chosen)
    {
        SslServerAuthenticationOptions options = TestCertificates.ServerOptions(TestCertificates.Localhost);
        if (chosen is not null) options.ApplicationProtocols = [new SslApplicationProtocol(chosen)];
        using TlsPeer peer = new(options);
        TlsSettings settings = TlsPeer.Trusting with { ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] };

        (Http1Connection connection, SslStream stream, TlsHandshake handshake) = await peer.ConnectAsync(TlsPeer.Connector(settings));
        using Http1Connection ownedConnection = connection;
        await using SslStream ownedStream = stream;

        Assert.Equal(chosen ?? "", Encoding.ASCII.GetString(handshake.Alpn.Protocol.Span));
    }

    [Fact]
    public async Task ConnectAsync_Default_OffersHttp11()
    {
        SslServerAuthenticationOptions options = TestCertificates.ServerOptions(TestCertificates.Localhost);
        options.ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];
        using TlsPeer peer = new(options);

        (Http1Connection connection, SslStream stream, TlsHandshake handshake) = await peer.ConnectAsync(TlsPeer.Connector(TlsPeer.Trusting));
        using Http1Connection ownedConnection = connection;
        await using SslStream ownedStream = stream;

        Assert.Equal(SslApplicationProtocol.Http11, handshake.Alpn);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, true)]
    [InlineData(SslProtocols.Tls12, false)]
    [InlineData(SslProtocols.Tls13, false)]
    public async Task ConnectAsync_PeerAsksForACertificate_IsGivenWhatThereIs(SslProtocols protocol, bool hasCertificate)
    {
        SslServerAuthenticationOptions options = TestCertificates.ServerOptions(TestCertificates.Localhost);
        options.ClientCertificateRequired = true;
        options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == (hasCertificate ? "CN=client" : null);
        using TlsPeer peer = new(options);
        TlsSettings settings = TlsPeer.Trusting with { Protocols = protocol, ClientCertificate = hasCertificate ? TestCertificates.Client : null };

        (Http1Connection connection, SslStream stream, _) = await peer.ConnectAsync(TlsPeer.Connector(settings));
        using Http1Connection ownedConnection = connection;
        await using SslStream ownedStream = stream;

        Assert.Equal(hasCertificate, stream.RemoteCertificate is not null);
        Assert.Equal("hello", await ExchangeAsync(connection, stream));
    }

    [Fact]
    public async Task ConnectAsync_StampsComeFromTheTimeProvider()
    {
        using TlsPeer peer = new();
        TlsConnector connector = new(TlsPeer.Trusting, new SteppingTime());

        Task<SslStream> accepting = peer.AcceptAsync();
        TlsConnectResult result = await connector.ConnectAsync(peer.EndPoint, null, Cancellation);
        using Http1Connection? ownedConnection = result.Connection;
        await using SslStream stream = await accepting;

        Assert.Equal((2_000, 2_000), (result.ConnectNanoseconds, result.Handshake.Nanoseconds));
    }

    [Fact]
    public async Task ConnectAsync_Cancelled_ThrowsAndClosesTheSocket()
    {
        using TlsPeer peer = new();
        using CancellationTokenSource source = new();
        Task<TlsConnectResult> connecting = TlsPeer.Connector(TlsPeer.Trusting).ConnectAsync(peer.EndPoint, null, source.Token).AsTask();
        using Socket silent = await peer.AcceptSocketAsync();
        byte[] hello = new byte[4096];
        Assert.True(await silent.ReceiveAsync(hello, Cancellation) > 0); // the handshake is under way

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        await DrainAsync(silent, hello);
    }

    [Fact]
    public async Task HandshakeAsync_SocketIsDisposedMeanwhile_IsAborted()
    {
        using TlsPeer peer = new();
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(peer.EndPoint, Cancellation);
        TlsConnector connector = TlsPeer.Connector(TlsPeer.Trusting);
        Task<TlsConnectResult> handshake = connector.HandshakeAsync(socket, null, Cancellation).AsTask();
        using Socket silent = await peer.AcceptSocketAsync();
        Assert.True(await silent.ReceiveAsync(new byte[4096], Cancellation) > 0);

        socket.Dispose();

        Assert.Equal(TlsFailure.Aborted, (await handshake).Failure);
        Assert.Equal(1, connector.CountOf(TlsFailure.Aborted));
    }

    [Fact]
    public async Task ConnectAsync_NobodyListens_ThrowsSocketException()
    {
        TlsPeer peer = new();
        peer.Dispose();

        await Assert.ThrowsAsync<SocketException>(async () => await TlsPeer.Connector(TlsPeer.Trusting).ConnectAsync(peer.EndPoint, null, Cancellation));
    }

    private static async Task<string> ExchangeAsync(Http1Connection connection, SslStream stream)
    {
        Task answering = TlsPeer.AnswerAsync(stream, Response);
        Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));
        await answering;
        return Encoding.ASCII.GetString(await Exchange.ReadBodyAsync(connection));
    }

    // Ends with the client's FIN or reset; would hang on a socket left open.
    private static async Task DrainAsync(Socket socket, byte[] buffer)
    {
        try
        {
            while (await socket.ReceiveAsync(buffer, Cancellation) > 0) { }
        }
        catch (SocketException failure)
        {
            Assert.Equal(SocketError.ConnectionReset, failure.SocketErrorCode);
        }
    }

    /// <summary>Each stamp is 200 ticks after the last; a tick is 10 ns.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        private long _stamp;

        public override long TimestampFrequency => 100_000_000;

        public override long GetTimestamp() => _stamp += 200;
    }
}
