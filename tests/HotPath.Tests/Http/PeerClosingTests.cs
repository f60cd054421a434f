using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using HotPath.Http;

namespace HotPath.Tests.Http;

/// <summary>How the peer ended a connection that nobody was reading from.</summary>
public class PeerClosingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PeerEnd.Fin, PeerClosing.Fin)]
    [InlineData(PeerEnd.Reset, PeerClosing.Reset)]
    [InlineData(PeerEnd.Silence, PeerClosing.None)]
    public async Task IsIdleAndAlive_OverASocket_TellsHowItWasClosed(PeerEnd peerEnd, PeerClosing expected)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using Http1Connection connection = await Http1Connection.ConnectAsync(listener.LocalEndpoint, null, Cancellation);
        using Socket peer = await listener.AcceptSocketAsync(Cancellation);
        Assert.True(connection.IsIdleAndAlive());

        End(peer, peerEnd);

        Assert.Equal(peerEnd != PeerEnd.Silence, HasEnded(connection, peerEnd));
        Assert.Equal(expected, connection.PeerClosing);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, PeerEnd.Fin, PeerClosing.Fin)]
    [InlineData(SslProtocols.Tls12, PeerEnd.Reset, PeerClosing.Reset)]
    [InlineData(SslProtocols.Tls13, PeerEnd.Fin, PeerClosing.Fin)]
    [InlineData(SslProtocols.Tls13, PeerEnd.Reset, PeerClosing.Reset)]
    [InlineData(SslProtocols.Tls13, PeerEnd.Silence, PeerClosing.None)]
    public async Task IsIdleAndAlive_OverTls_TellsHowItWasClosed(SslProtocols protocol, PeerEnd peerEnd, PeerClosing expected)
    {
        using TlsPeer peer = new();
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(peer.EndPoint, Cancellation);
        using Socket accepted = await peer.AcceptSocketAsync();
        await using SslStream stream = new(new NetworkStream(accepted));
        Task authenticating = stream.AuthenticateAsServerAsync(TestCertificates.ServerOptions(TestCertificates.Localhost), Cancellation);
        TlsConnectResult result = await TlsPeer.Connector(protocol).HandshakeAsync(socket, null, Cancellation);
        using Http1Connection connection = result.Connection!;
        await authenticating;
        Assert.True(connection.IsIdleAndAlive());

        End(accepted, peerEnd);

        Assert.Equal(peerEnd != PeerEnd.Silence, HasEnded(connection, peerEnd));
        Assert.Equal(expected, connection.PeerClosing);
    }

    [Fact]
    public async Task Abort_OfOurOwn_IsNotThePeersDoing()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using Http1Connection connection = await Http1Connection.ConnectAsync(listener.LocalEndpoint, null, Cancellation);
        using Socket peer = await listener.AcceptSocketAsync(Cancellation);
        Assert.True(connection.IsIdleAndAlive());

        connection.Abort();

        Assert.False(connection.IsIdleAndAlive());
        Assert.Equal(PeerClosing.None, connection.PeerClosing);
    }

    private static void End(Socket peer, PeerEnd how)
    {
        if (how == PeerEnd.Silence) return;

        if (how == PeerEnd.Reset) peer.LingerState = new LingerOption(true, 0);
        peer.Close();
    }

    /// <summary>Waits for news where there must be some.</summary>
    private static bool HasEnded(Http1Connection connection, PeerEnd how) =>
        how == PeerEnd.Silence ? !connection.IsIdleAndAlive() : SpinWait.SpinUntil(() => !connection.IsIdleAndAlive(), TimeSpan.FromSeconds(10));
}
