using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HotPath.Http;

namespace HotPath.Tests.Http;

/// <summary>A connection over a real socket, whoever waits for it.</summary>
public abstract class Http1ConnectionSocketTests : IDisposable
{
    private const string Head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    protected Http1ConnectionSocketTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _listener.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task SendAsync_ThreeRequests_GoOverOneConnection()
    {
        (Http1Connection connection, Socket peer) = await ConnectAsync();
        using Http1Connection ownedConnection = connection;
        using Socket ownedPeer = peer;

        for (int number = 1; number <= 3; number++)
        {
            Assert.True(connection.IsIdleAndAlive());
            await connection.SendAsync(Exchange.Request, Cancellation);
            await TakeRequestAsync(peer);
            ValueTask<HeadResult> receiving = connection.ReceiveHeadAsync(Cancellation);
            await SendAsync(peer, Head);
            Assert.Equal(HeadResult.Received, await receiving);
            await SendAsync(peer, $"1\r\n{number}\r\n0\r\n\r\n");

            Assert.Equal($"{number}", Encoding.ASCII.GetString(await Exchange.ReadBodyAsync(connection)));
            Assert.True(connection.CanReuse);
            Assert.Equal(number, connection.RequestsSent);
        }
    }

    [Theory]
    [InlineData(PeerEnd.Fin)]
    [InlineData(PeerEnd.Reset)]
    public async Task IsIdleAndAlive_PeerHasClosed_IsFalse(PeerEnd end)
    {
        (Http1Connection connection, Socket peer) = await ConnectAsync();
        using Http1Connection ownedConnection = connection;
        Assert.True(connection.IsIdleAndAlive());

        Close(peer, end);

        // Loopback delivers a moment later; the time is only how long a failing test takes.
        Assert.True(SpinWait.SpinUntil(() => !connection.IsIdleAndAlive(), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task IsIdleAndAlive_PeerSpeaksUnasked_IsFalse()
    {
        (Http1Connection connection, Socket peer) = await ConnectAsync();
        using Http1Connection ownedConnection = connection;
        using Socket ownedPeer = peer;

        await SendAsync(peer, "HTTP/1.1 408 Request Timeout\r\n\r\n");

        Assert.True(SpinWait.SpinUntil(() => !connection.IsIdleAndAlive(), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task IsIdleAndAlive_PeerSpeaksAfterItWasAsked_IsFalseAndWhatItSaidIsReceived()
    {
        (Http1Connection connection, Socket peer) = await ConnectAsync();
        using Http1Connection ownedConnection = connection;
        using Socket ownedPeer = peer;
        Assert.True(connection.IsIdleAndAlive());

        await SendAsync(peer, "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
        Assert.True(SpinWait.SpinUntil(() => !connection.IsIdleAndAlive(), TimeSpan.FromSeconds(10)));

        Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));
        Assert.Equal(408, connection.Head.Status);
    }

    [Fact]
    public async Task IsIdleAndAlive_BodyIsNotConsumed_IsFalseUntilItIs()
    {
        (Http1Connection connection, Socket peer) = await ConnectAsync();
        using Http1Connection ownedConnection = connection;
        using Socket ownedPeer = peer;
        await SendAsync(peer, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));
        Assert.Equal(ResponseEnd.Complete, connection.End);

        Assert.False(connection.IsIdleAndAlive());
        Assert.Equal("hello", Encoding.ASCII.GetString(await Exchange.ReadBodyAsync(connection)));

        Assert.True(connection.IsIdleAndAlive());
    }

    [Fact]
    public async Task Body_CompletedAgainWhileReceivingAhead_LosesNothing()
    {
        (Http1Connection connection, Socket peer) = await ConnectAsync();
        using Http1Connection ownedConnection = connection;
        using Socket ownedPeer = peer;
        await SendAsync(peer, $"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n{new string('x', 2000)}");
        Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));
        Assert.Equal(2000, (await Exchange.ReadBodyAsync(connection)).Length);
        Assert.True(connection.IsIdleAndAlive());

        await connection.Body.CompleteAsync();
        await connection.Body.CompleteAsync();
        await SendAsync(peer, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");

        Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));
        Assert.Equal("hello", Encoding.ASCII.GetString(await Exchange.ReadBodyAsync(connection)));
    }

    // What fills the small buffer has the rest fetched behind it at once: there the reset is found, while there are bytes to tell of.
    [Theory]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    public async Task End_ResetRightBehindBytes_IsToldAfterThem(int bytes)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Stream stream = await ConnectAsync(socket, (IPEndPoint)_listener.LocalEndPoint!);
        using Http1Connection connection = new(stream);
        Socket peer = await _listener.AcceptAsync(Cancellation);
        await connection.SendAsync(Exchange.Request, Cancellation);
        await TakeRequestAsync(peer);
        string head = "HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n";
        await SendAsync(peer, head.PadRight(bytes, 'x'));
        Assert.True(SpinWait.SpinUntil(() => socket.Available == bytes, TimeSpan.FromSeconds(10)));

        Close(peer, PeerEnd.Reset);

        Assert.Equal(HeadResult.Received, await connection.ReceiveHeadAsync(Cancellation));
        Assert.Equal(bytes - head.Length, (await Exchange.ReadBodyAsync(connection)).Length);
        Assert.Equal(ResponseEnd.Reset, connection.End);
        Assert.False(connection.IsIdleAndAlive());
    }

    // Pieces around the small buffer's size, and much larger and smaller ones after each other.
    [Fact]
    public async Task ReadAsync_PiecesOfEverySize_GivesTheBody()
    {
        int[] sizes = [1, 511, 512, 513, 1, 1024, 1023, 65_536, 3, 70_000, 512, 512, 200_000, 1];
        byte[] body = new byte[sizes.Sum()];
        new Random(11).NextBytes(body);
        (Http1Connection connection, Socket peer) = await ConnectAsync();
        using Http1Connection ownedConnection = connection;
        using Socket ownedPeer = peer;
        await SendAsync(peer, $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n");
        Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));

        int at = 0;
        foreach (int size in sizes)
        {
            Task<int> sending = peer.SendAsync(body.AsMemory(at, size), Cancellation).AsTask();
            ReadResult read = await connection.Body.ReadAtLeastAsync(size, Cancellation);
            Assert.True(body.AsSpan(at, size).SequenceEqual(read.Buffer.FirstSpan));
            connection.Body.AdvanceTo(read.Buffer.End);
            Assert.Equal(size, await sending);
            at += size;
        }

        Assert.Equal(ResponseEnd.Complete, connection.End);
        Assert.True(connection.IsIdleAndAlive());
    }

    [Theory]
    [InlineData(PeerEnd.Fin, ResponseEnd.ClosedEarly)]
    [InlineData(PeerEnd.Reset, ResponseEnd.Reset)]
    public async Task End_PeerClosesInMidBody_SaysHow(PeerEnd peerEnd, ResponseEnd expected)
    {
        (Http1Connection connection, Socket peer) = await ConnectAsync();
        using Http1Connection ownedConnection = connection;
        await connection.SendAsync(Exchange.Request, Cancellation);
        await TakeRequestAsync(peer);
        await SendAsync(peer, $"{Head}5\r\nhel");
        Assert.Equal(HeadResult.Received, await connection.ReceiveHeadAsync(Cancellation));
        await TakeAsync(connection, "hel");

        Task<byte[]> reading = Exchange.ReadBodyAsync(connection);
        Assert.False(reading.IsCompleted);
        Close(peer, peerEnd);

        Assert.Empty(await reading);
        Assert.Equal(expected, connection.End);
    }

    [Theory]
    [InlineData(PeerEnd.Fin, HeadResult.ClosedByPeer)]
    [InlineData(PeerEnd.Reset, HeadResult.Reset)]
    public async Task ReceiveHeadAsync_PeerClosesInstead_SaysHow(PeerEnd peerEnd, HeadResult expected)
    {
        (Http1Connection connection, Socket peer) = await ConnectAsync();
        using Http1Connection ownedConnection = connection;
        Task<HeadResult> receiving = Exchange.SendAndReceiveHeadAsync(connection);
        await TakeRequestAsync(peer);

        Close(peer, peerEnd);

        Assert.Equal(expected, await receiving);
    }

    [Fact]
    public async Task Abort_FromAnotherThreadWhileReading_EndsAsAborted()
    {
        (Http1Connection connection, Socket peer) = await ConnectAsync();
        using Http1Connection ownedConnection = connection;
        using Socket ownedPeer = peer;
        await SendAsync(peer, Head);
        Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));
        Task<byte[]> reading = Exchange.ReadBodyAsync(connection);
        Assert.False(reading.IsCompleted);

        await Task.Run(connection.Abort, Cancellation);

        Assert.Empty(await reading);
        Assert.Equal(ResponseEnd.Aborted, connection.End);
    }

    [Fact]
    public async Task SendAsync_MoreThanTheSocketTakes_ArrivesWhole()
    {
        (Http1Connection connection, Socket peer) = await ConnectAsync();
        using Http1Connection ownedConnection = connection;
        using Socket ownedPeer = peer;
        byte[] request = new byte[16 * 1024 * 1024];
        new Random(5).NextBytes(request);

        ValueTask<SendResult> sending = connection.SendAsync(request, Cancellation);
        Assert.False(sending.IsCompleted);
        byte[] taken = new byte[request.Length];
        for (int count = 0; count < taken.Length;) count += await peer.ReceiveAsync(taken.AsMemory(count), Cancellation);

        Assert.Equal(SendResult.Sent, await sending);
        Assert.Equal(1, connection.RequestsSent);
        Assert.True(request.AsSpan().SequenceEqual(taken));
    }

    [Fact]
    public async Task CancelPendingRead_RacingWithArrival_LosesNoByteAndNoWait()
    {
        const int Total = 60_000, Piece = 3;
        byte[] body = new byte[Total];
        new Random(3).NextBytes(body);
        (Http1Connection connection, Socket peer) = await ConnectAsync();
        using Http1Connection ownedConnection = connection;
        using Socket ownedPeer = peer;
        peer.NoDelay = true;
        await SendAsync(peer, $"HTTP/1.1 200 OK\r\nContent-Length: {Total}\r\n\r\n");
        Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));
        using CancellationTokenSource done = new();
        Task canceller = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested) connection.Body.CancelPendingRead();
            },
            Cancellation);
        Task sender = Task.Run(
            () =>
            {
                foreach (byte[] piece in body.Chunk(Piece)) peer.Send(piece);
            },
            Cancellation);

        byte[] seen = await Exchange.ReadBodyAsync(connection);
        await done.CancelAsync();
        await Task.WhenAll(canceller, sender);

        Assert.True(body.AsSpan().SequenceEqual(seen));
        Assert.True(connection.CanReuse);
    }

    [Fact]
    public async Task SendAsync_AbortWhilePeerTakesNothing_IsAborted()
    {
        (Http1Connection connection, Socket peer) = await ConnectAsync();
        using Http1Connection ownedConnection = connection;
        using Socket ownedPeer = peer;
        Task<SendResult> sending = connection.SendAsync(new byte[64 * 1024 * 1024], Cancellation).AsTask();
        Assert.False(sending.IsCompleted);

        connection.Abort();

        Assert.Equal(SendResult.Aborted, await sending);
        Assert.Equal(0, connection.RequestsSent);
    }

    [Fact]
    public async Task SendAsync_PeerResetsWhileSending_IsClosedByPeer()
    {
        (Http1Connection connection, Socket peer) = await ConnectAsync();
        using Http1Connection ownedConnection = connection;
        Task<SendResult> sending = connection.SendAsync(new byte[64 * 1024 * 1024], Cancellation).AsTask();

        Close(peer, PeerEnd.Reset);

        Assert.Equal(SendResult.ClosedByPeer, await sending);
    }

    [Fact]
    public async Task ReceiveHeadAsync_CancelledWhilePending_Throws()
    {
        (Http1Connection connection, Socket peer) = await ConnectAsync();
        using Http1Connection ownedConnection = connection;
        using Socket ownedPeer = peer;
        using CancellationTokenSource source = new();
        await connection.SendAsync(Exchange.Request, Cancellation);
        Task<HeadResult> receiving = connection.ReceiveHeadAsync(source.Token).AsTask();
        Assert.False(receiving.IsCompleted);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
        Assert.False(connection.IsIdleAndAlive());
    }

    [Fact]
    public async Task ConnectAsync_NobodyListens_ThrowsSocketException()
    {
        EndPoint endPoint = _listener.LocalEndPoint!;
        _listener.Dispose();
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        SocketException refused = await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(socket, (IPEndPoint)endPoint));

        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    /// <param name="socket">A new one; closed with the stream.</param>
    protected abstract Task<Stream> ConnectAsync(Socket socket, IPEndPoint endPoint);

    private static void Close(Socket peer, PeerEnd end)
    {
        if (end == PeerEnd.Reset) peer.LingerState = new LingerOption(enable: true, seconds: 0);
        peer.Dispose();
    }

    private static async Task SendAsync(Socket peer, string text) => await peer.SendAsync(Encoding.ASCII.GetBytes(text), Cancellation);

    // A socket closed with unread bytes sends a reset, so a peer that is to send a FIN must have read the request.
    private static async Task TakeRequestAsync(Socket peer)
    {
        byte[] buffer = new byte[Exchange.Request.Length];
        for (int count = 0; count < buffer.Length;) count += await peer.ReceiveAsync(buffer.AsMemory(count), Cancellation);
        Assert.Equal(Exchange.Request, buffer);
    }

    private static async Task TakeAsync(Http1Connection connection, string expected)
    {
        ReadResult read = await connection.Body.ReadAtLeastAsync(expected.Length, Cancellation);
        Assert.Equal(expected, Encoding.ASCII.GetString(read.Buffer));
        connection.Body.AdvanceTo(read.Buffer.End);
    }

    private async Task<(Http1Connection Connection, Socket Peer)> ConnectAsync()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Http1Connection connection = new(await ConnectAsync(socket, (IPEndPoint)_listener.LocalEndPoint!));
        return (connection, await _listener.AcceptAsync(Cancellation));
    }
}
