using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using HotPath.Http;

namespace HotPath.Tests.Http;

public class TlsIdleTests
{
    private static readonly byte[] Response = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");

    public static TheoryData<SslProtocols, bool> Cases { get; } = new(
        from protocol in new[] { SslProtocols.Tls12, SslProtocols.Tls13 } from isKept in new[] { false, true } select (protocol, isKept));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IsIdleAndAlive_TicketsAreWaiting_IsTrue()
    {
        using TlsPeer peer = new();
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(peer.EndPoint, Cancellation);
        Task<SslStream> accepting = peer.AcceptAsync();
        TlsConnectResult result = await TlsPeer.Connector(SslProtocols.Tls13).HandshakeAsync(socket, null, Cancellation);
        using Http1Connection connection = result.Connection!;
        await using SslStream stream = await accepting;
        Assert.True(SpinWait.SpinUntil(() => socket.Poll(0, SelectMode.SelectRead), TimeSpan.FromSeconds(10))); // that is the tickets

        Assert.True(connection.IsIdleAndAlive());

        Assert.True(connection.IsIdleAndAlive());
        await ExchangeAsync(connection, stream);
        Assert.True(connection.IsIdleAndAlive());
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task IsIdleAndAlive_BeforeEveryRequest_LosesNothing(SslProtocols protocol)
    {
        using TlsPeer peer = new();
        (Http1Connection connection, SslStream stream, _) = await peer.ConnectAsync(TlsPeer.Connector(protocol));
        using Http1Connection ownedConnection = connection;
        await using SslStream ownedStream = stream;

        for (int number = 1; number <= 20; number++)
        {
            if (number % 3 != 0) Assert.True(connection.IsIdleAndAlive());
            await ExchangeAsync(connection, stream);
            Assert.Equal(number, connection.RequestsSent);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public Task IsIdleAndAlive_PeerSendsCloseNotifyOnly_IsFalse(SslProtocols protocol, bool isKept) =>
        DiesAsync(protocol, isKept, stream => stream.ShutdownAsync());

    [Theory]
    [MemberData(nameof(Cases))]
    public Task IsIdleAndAlive_PeerSendsFinOnly_IsFalse(SslProtocols protocol, bool isKept) =>
        DiesAsync(protocol, isKept, async stream => await stream.DisposeAsync());

    [Theory]
    [MemberData(nameof(Cases))]
    public Task IsIdleAndAlive_PeerSpeaksUnasked_IsFalse(SslProtocols protocol, bool isKept) =>
        DiesAsync(protocol, isKept, async stream => await stream.WriteAsync("HTTP/1.1 408 Request Timeout\r\n\r\n"u8.ToArray(), Cancellation));

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task IsIdleAndAlive_PeerResets_IsFalse(SslProtocols protocol)
    {
        using TlsPeer peer = new();
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(peer.EndPoint, Cancellation);
        Task<TlsConnectResult> handshake = TlsPeer.Connector(protocol).HandshakeAsync(socket, null, Cancellation).AsTask();
        using Socket peerSocket = await peer.AcceptSocketAsync();
        await using SslStream stream = new(new NetworkStream(peerSocket));
        await stream.AuthenticateAsServerAsync(TestCertificates.ServerOptions(TestCertificates.Localhost), Cancellation);
        using Http1Connection connection = (await handshake).Connection!;
        Assert.True(connection.IsIdleAndAlive());

        peerSocket.LingerState = new LingerOption(enable: true, seconds: 0);
        peerSocket.Dispose();

        Assert.True(SpinWait.SpinUntil(() => !connection.IsIdleAndAlive(), TimeSpan.FromSeconds(10)));
    }

    // The socket is quiet then: what came is inside TLS, which took both records in one read.
    [Fact]
    public async Task IsIdleAndAlive_PeerSpeaksUnaskedRightAfterItsResponse_IsFalse()
    {
        const int BufferBytes = 64;
        using TlsPeer peer = new();
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(peer.EndPoint, Cancellation);
        Task<SslStream> accepting = peer.AcceptAsync();
        TlsConnectResult result = await TlsPeer.Connector(SslProtocols.Tls12).HandshakeAsync(
            socket, new Http1Limits { ReceiveBufferBytes = BufferBytes }, Cancellation);
        using Http1Connection connection = result.Connection!;
        await using SslStream stream = await accepting;
        string head = "HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n";
        byte[] response = Encoding.ASCII.GetBytes(head.PadRight(BufferBytes, 'x'));
        Assert.Equal(head.Length + 25, response.Length);

        await connection.SendAsync(Exchange.Request, Cancellation);
        await TlsPeer.AnswerAsync(stream, response);
        await stream.WriteAsync(new byte[100], Cancellation);
        Assert.True(SpinWait.SpinUntil(() => socket.Available > response.Length + 100, TimeSpan.FromSeconds(10)));
        Assert.Equal(HeadResult.Received, await connection.ReceiveHeadAsync(Cancellation));
        Assert.Equal(25, (await Exchange.ReadBodyAsync(connection)).Length);

        Assert.True(connection.CanReuse);
        Assert.False(socket.Poll(0, SelectMode.SelectRead));
        Assert.False(connection.IsIdleAndAlive());
    }

    [Fact]
    public async Task ReceiveHeadAsync_AfterSomethingCameUnasked_ReceivesIt()
    {
        using TlsPeer peer = new();
        (Http1Connection connection, SslStream stream, _) = await peer.ConnectAsync(TlsPeer.Connector(TlsPeer.Trusting));
        using Http1Connection ownedConnection = connection;
        await using SslStream ownedStream = stream;
        await stream.WriteAsync("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), Cancellation);
        Assert.True(SpinWait.SpinUntil(() => !connection.IsIdleAndAlive(), TimeSpan.FromSeconds(10)));

        Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));

        Assert.Equal(408, connection.Head.Status);
    }

    [Fact]
    public async Task IsIdleAndAlive_BodyIsNotConsumed_IsFalseUntilItIs()
    {
        using TlsPeer peer = new();
        (Http1Connection connection, SslStream stream, _) = await peer.ConnectAsync(TlsPeer.Connector(TlsPeer.Trusting));
        using Http1Connection ownedConnection = connection;
        await using SslStream ownedStream = stream;
        Task answering = TlsPeer.AnswerAsync(stream, Response);
        Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));
        await answering;
        Assert.Equal(ResponseEnd.Complete, connection.End);

        Assert.False(connection.IsIdleAndAlive());
        Assert.Equal("hello", Encoding.ASCII.GetString(await Exchange.ReadBodyAsync(connection)));

        Assert.True(connection.IsIdleAndAlive());
        await ExchangeAsync(connection, stream);
    }

    [Fact]
    public async Task IsIdleAndAlive_BodyIsCompletedUnread_IsTrue()
    {
        using TlsPeer peer = new();
        (Http1Connection connection, SslStream stream, _) = await peer.ConnectAsync(TlsPeer.Connector(TlsPeer.Trusting));
        using Http1Connection ownedConnection = connection;
        await using SslStream ownedStream = stream;
        Task answering = TlsPeer.AnswerAsync(stream, Response);
        Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));
        await answering;

        await connection.Body.CompleteAsync();

        Assert.True(connection.IsIdleAndAlive());
        await ExchangeAsync(connection, stream);
    }

    [Fact]
    public async Task Abort_WhileIdle_EndsAllAsAborted()
    {
        using TlsPeer peer = new();
        (Http1Connection connection, SslStream stream, _) = await peer.ConnectAsync(TlsPeer.Connector(TlsPeer.Trusting));
        await using SslStream ownedStream = stream;
        Assert.True(connection.IsIdleAndAlive());

        connection.Abort();

        Assert.False(connection.IsIdleAndAlive());
        Assert.Equal(SendResult.Aborted, await connection.SendAsync(Exchange.Request, Cancellation));
    }

    [Fact]
    public async Task ReceiveHeadAsync_CancelledAfterReceivingAhead_Throws()
    {
        using TlsPeer peer = new();
        using CancellationTokenSource source = new();
        (Http1Connection connection, SslStream stream, _) = await peer.ConnectAsync(TlsPeer.Connector(TlsPeer.Trusting));
        using Http1Connection ownedConnection = connection;
        await using SslStream ownedStream = stream;
        Assert.True(connection.IsIdleAndAlive());
        await connection.SendAsync(Exchange.Request, Cancellation);
        Task<HeadResult> receiving = connection.ReceiveHeadAsync(source.Token).AsTask();

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
    }

    private static async Task DiesAsync(SslProtocols protocol, bool isKept, Func<SslStream, Task> act)
    {
        using TlsPeer peer = new();
        (Http1Connection connection, SslStream stream, _) = await peer.ConnectAsync(TlsPeer.Connector(protocol));
        using Http1Connection ownedConnection = connection;
        await using SslStream ownedStream = stream;
        if (isKept) await ExchangeAsync(connection, stream);
        Assert.True(connection.IsIdleAndAlive());

        await act(stream);

        // Loopback delivers a moment later; the time is only how long a failing test takes.
        Assert.True(SpinWait.SpinUntil(() => !connection.IsIdleAndAlive(), TimeSpan.FromSeconds(10)));
    }

    private static async Task ExchangeAsync(Http1Connection connection, SslStream stream)
    {
        Task answering = TlsPeer.AnswerAsync(stream, Response);
        Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));
        await answering;
        Assert.Equal("hello", Encoding.ASCII.GetString(await Exchange.ReadBodyAsync(connection)));
    }
}
