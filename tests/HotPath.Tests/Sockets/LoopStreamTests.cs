using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using HotPath.Http;
using HotPath.Sockets;
using HotPath.Tests.Http;

namespace HotPath.Tests.Sockets;

public sealed class LoopStreamTests : IDisposable
{
    private readonly LoopListener _listener = new();

    public LoopStreamTests()
    {
        Assert.SkipUnless(LoopStream.IsSupported, "needs Linux");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IPEndPoint EndPoint => _listener.EndPoint;

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4_096)]
    [InlineData(300_000)] // more than all that was sent
    public async Task ReadAsync_RoomOfEverySize_GivesWhatWasSent(int room)
    {
        byte[] sent = Bytes(200_000);
        (LoopStream stream, Socket peer) = await ConnectAsync();
        await using LoopStream owned = stream;
        Task sending = Task.Run(() => SendInPieces(peer, sent), Cancellation);

        byte[] received = new byte[sent.Length];
        int at = 0;
        for (int count = -1; count != 0; at += count) count = await stream.ReadAsync(received.AsMemory(at, Math.Min(room, received.Length - at)), Cancellation);
        await sending;

        Assert.Equal(sent, received);
        Assert.Equal(0, await stream.ReadAsync(new byte[1], Cancellation));
        Assert.Equal(0, await stream.ReadAsync(new byte[1], Cancellation)); // and stays at its end
    }

    [Fact]
    public async Task ReadAsync_NoRoom_WaitsUntilThereIsSomethingAndTakesNothing()
    {
        (LoopStream stream, Socket peer) = await ConnectAsync();
        await using LoopStream owned = stream;
        using Socket ownedPeer = peer;
        ValueTask<int> waiting = stream.ReadAsync(Memory<byte>.Empty, Cancellation);
        Assert.False(waiting.IsCompleted);

        await peer.SendAsync(new byte[] { 42 }, Cancellation);

        Assert.Equal(0, await waiting);
        byte[] one = new byte[2];
        Assert.Equal(1, await stream.ReadAsync(one, Cancellation));
        Assert.Equal(42, one[0]);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_ThrowsAndTheNextReadGetsWhatComes()
    {
        (LoopStream stream, Socket peer) = await ConnectAsync();
        await using LoopStream owned = stream;
        using Socket ownedPeer = peer;
        using CancellationTokenSource source = new();
        Task<int> reading = stream.ReadAsync(new byte[8], source.Token).AsTask();
        Assert.False(reading.IsCompleted);

        await source.CancelAsync();

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(source.Token, cancelled.CancellationToken);
        await peer.SendAsync(new byte[] { 1, 2, 3 }, Cancellation);
        Assert.Equal(3, await stream.ReadAsync(new byte[8], Cancellation));
    }

    [Fact]
    public async Task ReadAsync_CancelledAsBytesCome_LosesNone()
    {
        const int Total = 20_000;
        (LoopStream stream, Socket peer) = await ConnectAsync();
        await using LoopStream owned = stream;
        using Socket ownedPeer = peer;
        Task sending = Task.Run(
            () =>
            {
                for (int number = 0; number < Total; number++) peer.Send([(byte)number]);
            },
            Cancellation);

        int seen = 0, cancelled = 0;
        byte[] room = new byte[3];
        while (seen < Total)
        {
            using CancellationTokenSource source = new();
            ValueTask<int> reading = stream.ReadAsync(room, source.Token);
            Task cancelling = seen % 2 == 0 ? Task.Run(source.Cancel, Cancellation) : Task.CompletedTask;
            try
            {
                int count = await reading;
                for (int i = 0; i < count; i++) Assert.Equal((byte)seen++, room[i]);
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }

            await cancelling;
        }

        await sending;
        TestContext.Current.TestOutputHelper!.WriteLine($"{cancelled} reads were cancelled");
    }

    [Fact]
    public async Task ReadAsync_PeerResets_ThrowsIOException()
    {
        (LoopStream stream, Socket peer) = await ConnectAsync();
        await using LoopStream owned = stream;
        Task<int> reading = stream.ReadAsync(new byte[8], Cancellation).AsTask();

        peer.LingerState = new LingerOption(enable: true, seconds: 0);
        peer.Dispose();

        IOException failure = await Assert.ThrowsAsync<IOException>(() => reading);
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(failure.InnerException).SocketErrorCode);
    }

    [Fact]
    public async Task Dispose_WhileReadingAndWriting_EndsBoth()
    {
        (LoopStream stream, Socket peer) = await ConnectAsync();
        using Socket ownedPeer = peer;
        Task<int> reading = stream.ReadAsync(new byte[8], Cancellation).AsTask();
        Task writing = stream.WriteAsync(new byte[64 << 20], Cancellation).AsTask();
        Assert.False(writing.IsCompleted);

        await Task.Run(stream.Dispose, Cancellation);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reading);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writing);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await stream.ReadExactlyAsync(new byte[8], Cancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await stream.WriteAsync(new byte[8], Cancellation));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Dispose_TellsThePeerWhetherSomethingWasStillAwaited(bool isReading, bool resets)
    {
        (LoopStream stream, Socket peer) = await ConnectAsync();
        using Socket ownedPeer = peer;
        Task<int> reading = isReading ? stream.ReadAsync(new byte[8], Cancellation).AsTask() : Task.FromResult(0);

        await stream.DisposeAsync();

        SocketException? reset = await Record.ExceptionAsync(async () => Assert.Equal(0, await peer.ReceiveAsync(new byte[1], Cancellation))) as SocketException;
        Assert.Equal(resets ? SocketError.ConnectionReset : null, reset?.SocketErrorCode);
        if (isReading) await Assert.ThrowsAsync<ObjectDisposedException>(() => reading);
    }

    [Fact]
    public async Task Dispose_WhileWriting_DoesNotRunTheWritersContinuation()
    {
        (LoopStream stream, Socket peer) = await ConnectAsync();
        using Socket ownedPeer = peer;
        Task<int> writing = WriteAsync();
        Assert.False(writing.IsCompleted);
        int closing = 0;

        Thread closer = new(() =>
        {
            closing = Environment.CurrentManagedThreadId;
            stream.Dispose();
        });
        closer.Start();
        closer.Join();

        Assert.NotEqual(closing, await writing);

        async Task<int> WriteAsync()
        {
            try
            {
                await stream.WriteAsync(new byte[64 << 20], Cancellation);
            }
            catch (ObjectDisposedException)
            {
                return Environment.CurrentManagedThreadId;
            }

            return 0;
        }
    }

    [Fact]
    public async Task WriteAsync_MoreThanTheSocketTakes_ArrivesWhole()
    {
        byte[] sent = Bytes(16 << 20);
        (LoopStream stream, Socket peer) = await ConnectAsync();
        await using LoopStream owned = stream;
        using Socket ownedPeer = peer;

        Task writing = stream.WriteAsync(sent, Cancellation).AsTask();
        Assert.False(writing.IsCompleted);
        byte[] received = new byte[sent.Length];
        for (int count = 0; count < received.Length;) count += await peer.ReceiveAsync(received.AsMemory(count), Cancellation);
        await writing;

        Assert.True(sent.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public async Task WriteAsync_CancelledWhileThePeerTakesNothing_Throws()
    {
        (LoopStream stream, Socket peer) = await ConnectAsync();
        await using LoopStream owned = stream;
        using Socket ownedPeer = peer;
        using CancellationTokenSource source = new();
        Task writing = stream.WriteAsync(new byte[64 << 20], source.Token).AsTask();
        Assert.False(writing.IsCompleted);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    [Fact]
    public async Task ConnectAsync_CancelledWhileNobodyAnswers_ThrowsAndClosesTheSocket()
    {
        using Socket full = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(backlog: 0); // takes one, and is silent to the next ones
        List<Task> connecting = [];
        using CancellationTokenSource source = new();
        Socket[] sockets = [.. Enumerable.Range(0, 8).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))];
        List<LoopStream> connected = [];
        foreach (Socket socket in sockets) connecting.Add(ConnectAsync(socket));
        Assert.Contains(connecting, task => !task.IsCompleted);

        await source.CancelAsync();
        await Task.WhenAll(connecting);

        Assert.All(sockets.Where(socket => !connected.Any(stream => stream.Socket.Handle == socket.SafeHandle)), socket => Assert.True(socket.SafeHandle.IsClosed));
        connected.ForEach(stream => stream.Dispose());
        Assert.All(sockets, socket => Assert.True(socket.SafeHandle.IsClosed));

        async Task ConnectAsync(Socket socket)
        {
            try
            {
                LoopStream stream = await LoopStream.ConnectAsync(socket, (IPEndPoint)full.LocalEndPoint!, source.Token);
                lock (connected) connected.Add(stream);
            }
            catch (OperationCanceledException)
            {
                Assert.True(source.IsCancellationRequested);
            }
        }
    }

    [Fact]
    public async Task ConnectAsync_AddressOfAnotherFamily_ThrowsAndClosesTheSocket()
    {
        Socket socket = new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);

        await Assert.ThrowsAsync<SocketException>(async () => await LoopStream.ConnectAsync(socket, EndPoint, Cancellation));

        Assert.True(socket.SafeHandle.IsClosed);
    }

    [Fact]
    public async Task Stream_UnderTls_CarriesRequestsAndTellsTheEnd()
    {
        using TlsPeer peer = new();
        Task<SslStream> accepting = peer.AcceptAsync();
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        LoopStream wire = await LoopStream.ConnectAsync(socket, (IPEndPoint)peer.EndPoint, Cancellation);
        TlsStreamResult secured = await TlsPeer.Connector(TlsPeer.Trusting).SecureAsync(socket, wire, Cancellation);
        Assert.True(secured.IsSecured, secured.Detail);
        await using SslStream server = await accepting;
        using Http1Connection connection = new(secured.Stream!);

        for (int number = 0; number < 3; number++)
        {
            Task answering = TlsPeer.AnswerAsync(server, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"u8.ToArray());
            Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));
            Assert.Equal("hello"u8.ToArray(), await Exchange.ReadBodyAsync(connection));
            await answering;
            Assert.True(connection.IsIdleAndAlive());
        }

        await server.ShutdownAsync();
        await Task.Yield(); // away from the loop's thread: who blocks there waits for himself
        Assert.True(SpinWait.SpinUntil(() => !connection.IsIdleAndAlive(), TimeSpan.FromSeconds(10)));
        Assert.Equal(PeerClosing.Fin, connection.PeerClosing);
    }

    private static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private static void SendInPieces(Socket peer, byte[] bytes)
    {
        Random random = new(3);
        for (int at = 0; at < bytes.Length;)
        {
            int count = Math.Min(random.Next(1, 9_000), bytes.Length - at);
            peer.Send(bytes, at, count, SocketFlags.None);
            at += count;
        }

        peer.Dispose();
    }

    private Task<(LoopStream Stream, Socket Peer)> ConnectAsync() => _listener.ConnectAsync();
}
