using System.Net.Sockets;
using System.Text;
using HotPath.Http;

namespace HotPath.Tests.Http;

public class Http1ConnectionTests
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n4;x=y\r\n two\r\n0\r\nT: t\r\n\r\n";
    private const string Sized = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\none two";
    private const string ToFin = "HTTP/1.1 200 OK\r\n\r\none two";
    private const string Interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n";

    private static readonly Http1Limits SmallBuffer = new() { ReceiveBufferBytes = 64 };

    [Theory]
    [InlineData(Chunked, true)]
    [InlineData(Sized, true)]
    [InlineData(ToFin, false)]
    [InlineData(Interim + Chunked, true)]
    public async Task Response_CutInTwoAnywhere_GivesHeadAndBody(string response, bool canReuse)
    {
        foreach (bool yields in new[] { false, true })
        {
            foreach (byte[][] pieces in ScriptedStream.Splits(Encoding.ASCII.GetBytes(response)))
            {
                using ScriptedStream stream = new(pieces, yields: yields);
                using Http1Connection connection = new(stream, SmallBuffer);

                await AssertOneTwoAsync(connection, canReuse);
            }
        }
    }

    [Theory]
    [InlineData(Chunked, true)]
    [InlineData(Interim + Sized, true)]
    [InlineData(ToFin, false)]
    public async Task Response_ByteByByte_GivesHeadAndBody(string response, bool canReuse)
    {
        using ScriptedStream stream = new(Encoding.ASCII.GetBytes(response).Select(value => new[] { value }), yields: true);
        using Http1Connection connection = new(stream, SmallBuffer);

        await AssertOneTwoAsync(connection, canReuse);
    }

    [Fact]
    public async Task SendAsync_SeveralOnOneConnection_EachGetsItsOwnResponse()
    {
        byte[][] responses = [.. Enumerable.Range(0, 20).Select(number => Encoding.ASCII.GetBytes(
            number % 2 == 0 ? $"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{number:00}" : $"HTTP/1.1 201 X\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{number:00}\r\n0\r\n\r\n"))];
        using ScriptedStream stream = new(responses);
        using Http1Connection connection = new(stream);

        for (int number = 0; number < responses.Length; number++)
        {
            Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));
            Assert.Equal(200 + number % 2, connection.Head.Status);
            Assert.Equal($"{number:00}", Encoding.ASCII.GetString(await Exchange.ReadBodyAsync(connection)));
            Assert.True(connection.CanReuse);
            Assert.True(connection.IsIdleAndAlive());
        }

        Assert.Equal(20, connection.RequestsSent);
        Assert.Equal(20 * Exchange.Request.Length, stream.Sent.Length);
    }

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\nX: y\r\n\r\n")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    public async Task Body_WithoutBytes_IsCompleteWithTheHead(string response)
    {
        using Http1Connection connection = Connect(response, PeerEnd.Silence);

        Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));

        Assert.Equal(ResponseEnd.Complete, connection.End);
        Assert.True(connection.CanReuse);
        Assert.Empty(await Exchange.ReadBodyAsync(connection));
    }

    [Theory]
    [InlineData(Sized + "H")]
    [InlineData(Chunked + "\r\n")]
    [InlineData(Sized + Sized)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\nbody all the same")]
    public async Task CanReuse_BytesAfterTheEnd_IsFalse(string response)
    {
        using Http1Connection connection = Connect(response, PeerEnd.Silence);
        await Exchange.SendAndReceiveHeadAsync(connection);
        await Exchange.ReadBodyAsync(connection);

        Assert.Equal(ResponseEnd.Complete, connection.End);
        Assert.False(connection.CanReuse);
        Assert.False(connection.IsIdleAndAlive());
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx")]
    public async Task CanReuse_PeerWillClose_IsFalse(string response)
    {
        using Http1Connection connection = Connect(response);
        await Exchange.SendAndReceiveHeadAsync(connection);
        await Exchange.ReadBodyAsync(connection);

        Assert.Equal(ResponseEnd.Complete, connection.End);
        Assert.False(connection.CanReuse);
    }

    [Theory]
    [InlineData("", PeerEnd.Fin, HeadResult.ClosedByPeer)]
    [InlineData("H", PeerEnd.Fin, HeadResult.ClosedEarly)]
    [InlineData("HTTP/1.1 200 OK\r\n\r", PeerEnd.Fin, HeadResult.ClosedEarly)]
    [InlineData(Interim, PeerEnd.Fin, HeadResult.ClosedEarly)]
    [InlineData("", PeerEnd.Reset, HeadResult.Reset)]
    [InlineData("HTTP/1.1 200", PeerEnd.Reset, HeadResult.Reset)]
    [InlineData("\u0015\u0003", PeerEnd.Silence, HeadResult.Malformed)] // a TLS alert
    [InlineData("\r\nHTTP/1.1 200 OK\r\n\r\n", PeerEnd.Silence, HeadResult.Malformed)]
    [InlineData("HTTP/1.1 200 OK\r\nbroken\r\n\r\n", PeerEnd.Silence, HeadResult.Malformed)]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n", PeerEnd.Silence, HeadResult.Malformed)]
    [InlineData("HTTP/1.1 100 x\r\n\r\nrubbish", PeerEnd.Silence, HeadResult.Malformed)]
    public async Task ReceiveHeadAsync_NoGoodHead_SaysWhy(string bytes, PeerEnd end, HeadResult expected)
    {
        using Http1Connection connection = Connect(bytes, end);

        Assert.Equal(expected, await Exchange.SendAndReceiveHeadAsync(connection));

        Assert.False(connection.CanReuse);
        Assert.Equal(ResponseEnd.None, connection.End);
    }

    [Theory]
    [InlineData(100, HeadResult.Received)]
    [InlineData(101, HeadResult.Malformed)]
    public async Task ReceiveHeadAsync_LongHead_IsMalformedPastTheLimit(int headBytes, HeadResult expected)
    {
        const string Start = "HTTP/1.1 204 x\r\nX: ", End = "\r\n\r\n";
        string head = Start + new string('v', headBytes - Start.Length - End.Length) + End;
        foreach (byte[][] pieces in ScriptedStream.Splits(Encoding.ASCII.GetBytes(head)))
        {
            using Http1Connection connection = new(new ScriptedStream(pieces), SmallBuffer with { MaxHeadBytes = 100 });

            Assert.Equal(expected, await Exchange.SendAndReceiveHeadAsync(connection));
        }
    }

    [Fact]
    public async Task ReceiveHeadAsync_EndlessInterimResponses_AreMalformed()
    {
        IEnumerable<byte[]> endless = Enumerable.Repeat("HTTP/1.1 102 Processing\r\n\r\n"u8.ToArray(), int.MaxValue);
        using Http1Connection connection = new(new ScriptedStream(endless.Take(10_000)), new Http1Limits { MaxHeadBytes = 1_000 });

        Assert.Equal(HeadResult.Malformed, await Exchange.SendAndReceiveHeadAsync(connection));
    }

    [Theory]
    [InlineData("Content-Length: 8\r\n\r\none two", PeerEnd.Fin, ResponseEnd.ClosedEarly)]
    [InlineData("Content-Length: 8\r\n\r\none two", PeerEnd.Reset, ResponseEnd.Reset)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n7\r\none two\r\n", PeerEnd.Fin, ResponseEnd.ClosedEarly)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n7\r\none two\r\n0\r\n", PeerEnd.Fin, ResponseEnd.ClosedEarly)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n7\r\none two", PeerEnd.Reset, ResponseEnd.Reset)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n7\r\none two\r\nx", PeerEnd.Silence, ResponseEnd.Malformed)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n7\r\none two!", PeerEnd.Silence, ResponseEnd.Malformed)]
    [InlineData("X: to FIN\r\n\r\none two", PeerEnd.Reset, ResponseEnd.Reset)]
    public async Task End_BodyBroken_SaysWhyAfterWhatCame(string rest, PeerEnd peerEnd, ResponseEnd expected)
    {
        foreach (byte[][] pieces in ScriptedStream.Splits(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{rest}")))
        {
            using Http1Connection connection = new(new ScriptedStream(pieces, peerEnd));
            Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));

            Assert.Equal("one two", Encoding.ASCII.GetString(await Exchange.ReadBodyAsync(connection)));

            Assert.Equal(expected, connection.End);
            Assert.False(connection.CanReuse);
        }
    }

    [Theory]
    [InlineData(SocketError.ConnectionReset)]
    [InlineData(SocketError.Shutdown)]
    public async Task SendAsync_PeerGone_IsClosedByPeer(SocketError error)
    {
        using Http1Connection connection = new(new ScriptedStream([]) { FailSendsWith = error });

        Assert.Equal(SendResult.ClosedByPeer, await connection.SendAsync(Exchange.Request, TestContext.Current.CancellationToken));

        Assert.Equal(0, connection.RequestsSent);
        Assert.Equal(HeadResult.ClosedByPeer, await connection.ReceiveHeadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SendAsync_ResponseOutstanding_Throws()
    {
        CancellationToken none = TestContext.Current.CancellationToken;
        using Http1Connection connection = Connect(Sized, PeerEnd.Silence);
        await connection.SendAsync(Exchange.Request, none);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await connection.SendAsync(Exchange.Request, none));
        await connection.ReceiveHeadAsync(none);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await connection.ReceiveHeadAsync(none));
    }

    [Fact]
    public async Task Abort_BeforeAndAfter_EndsAllAsAborted()
    {
        CancellationToken none = TestContext.Current.CancellationToken;
        using Http1Connection connection = Connect(Sized[..^1], PeerEnd.Silence);
        await Exchange.SendAndReceiveHeadAsync(connection);

        connection.Abort();
        connection.Abort();

        Assert.Equal("one tw", Encoding.ASCII.GetString(await Exchange.ReadBodyAsync(connection)));
        Assert.Equal(ResponseEnd.Aborted, connection.End);
        Assert.Equal(SendResult.Aborted, await connection.SendAsync(Exchange.Request, none));
        Assert.False(connection.IsIdleAndAlive());
    }

    [Fact]
    public async Task ReceiveHeadAsync_AbortWhilePending_IsAborted()
    {
        using Http1Connection connection = Connect("", PeerEnd.Silence);
        Task<HeadResult> receiving = Exchange.SendAndReceiveHeadAsync(connection);
        Assert.False(receiving.IsCompleted);

        connection.Abort();

        Assert.Equal(HeadResult.Aborted, await receiving);
    }

    [Fact]
    public async Task ReceiveHeadAsync_CancelledWhilePending_ThrowsAndCloses()
    {
        using CancellationTokenSource source = new();
        using Http1Connection connection = Connect("", PeerEnd.Silence);
        await connection.SendAsync(Exchange.Request, source.Token);
        Task<HeadResult> receiving = connection.ReceiveHeadAsync(source.Token).AsTask();

        await source.CancelAsync();

        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
        Assert.Equal(source.Token, thrown.CancellationToken);
        Assert.False(connection.IsIdleAndAlive());
        Assert.Equal(SendResult.Aborted, await connection.SendAsync(Exchange.Request, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SendAsync_Cancelled_ThrowsAndCloses()
    {
        using Http1Connection connection = Connect("", PeerEnd.Silence);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await connection.SendAsync(Exchange.Request, new CancellationToken(canceled: true)));

        Assert.False(connection.IsIdleAndAlive());
    }

    private static Http1Connection Connect(string bytes, PeerEnd end = PeerEnd.Fin) =>
        new(new ScriptedStream([Encoding.Latin1.GetBytes(bytes)], end));

    private static async Task AssertOneTwoAsync(Http1Connection connection, bool canReuse)
    {
        Assert.True(connection.IsIdleAndAlive());
        Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));
        Assert.Equal(200, connection.Head.Status);
        Assert.Equal("one two", Encoding.ASCII.GetString(await Exchange.ReadBodyAsync(connection)));
        Assert.Equal(ResponseEnd.Complete, connection.End);
        Assert.Equal(canReuse, connection.CanReuse);
    }
}
