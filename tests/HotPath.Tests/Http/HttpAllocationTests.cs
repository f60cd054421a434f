using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HotPath.Http;
using HotPath.Sockets;

namespace HotPath.Tests.Http;

[Collection(nameof(HttpAllocationTests))]
[CollectionDefinition(nameof(HttpAllocationTests), DisableParallelization = true)] // one test counts the whole process
public class HttpAllocationTests
{
    private const int ReadsPerResponse = 8;

    private static readonly byte[] Head = Encoding.ASCII.GetBytes(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nTransfer-Encoding: chunked\r\n\r\n");
    private static readonly byte[] Chunk = Encoding.ASCII.GetBytes("10\r\ndata: {\"a\":123}\n\r\n");
    private static readonly byte[] Last = Encoding.ASCII.GetBytes("0\r\n\r\n");

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // a token that can be cancelled is registered for every wait
    public void Exchange_ReceivesPendAndEndLater_AllocatesNothing(bool hasToken)
    {
        using CancellationTokenSource source = new();
        using DrivenStream stream = new();
        using Http1Connection connection = new(stream);
        Counter counter = new();
        _ = RunAsync(connection, counter, hasToken ? source.Token : CancellationToken.None);
        for (int number = 0; number < 100; number++) Deliver(stream);

        long allocated = LeastOfRounds(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int number = 0; number < 10_000; number++) Deliver(stream);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.Equal(0, allocated);
        Assert.Equal(counter.BodyBytes, (connection.RequestsSent - 1) * ReadsPerResponse * 16L); // the last waits for its response
    }

    [Fact]
    public void Exchange_ReceivesEndAtOnce_AllocatesNothing() =>
        Assert.Equal(0, LeastOfRounds(() => CountAtOnce(responses: 10_000)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exchange_OverASocket_AllocatesLessThanAByteARead(bool looped)
    {
        Assert.SkipUnless(!looped || LoopStream.IsSupported, "needs Linux");
        const int RoundResponses = 1_000, Rounds = 6;
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Thread peer = new(() => Serve(listener, RoundResponses * Rounds));
        peer.Start();
        using Http1Connection connection = looped
            ? new Http1Connection(await LoopStream.ConnectAsync(
                new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), (IPEndPoint)listener.LocalEndpoint, TestContext.Current.CancellationToken))
            : await Http1Connection.ConnectAsync(listener.LocalEndpoint, null, TestContext.Current.CancellationToken);
        RoundCounter counter = new(RoundResponses);

        await RunAsync(connection, counter, CancellationToken.None);
        peer.Join();

        // A thread that comes new to the pool of buffers may find none there, so a round may hold one or two. What is allocated
        // for each read would be in every round.
        Assert.Equal(RoundResponses * Rounds * ReadsPerResponse * 16L, counter.BodyBytes);
        Assert.InRange(counter.LeastAllocated / (double)(RoundResponses * ReadsPerResponse), 0, 1);
        TestContext.Current.TestOutputHelper!.WriteLine($"{counter.LeastAllocated} B over {RoundResponses} responses of {ReadsPerResponse} chunks");
    }

    // Now and then the runtime counts a few KB of its own to a thread: once, in one round. What the connection allocates for
    // each request would be in every round, and be 10,000 times its size.
    private static long LeastOfRounds(Func<long> countRound)
    {
        long least = long.MaxValue;
        for (int round = 0; round < 5 && least > 0; round++) least = Math.Min(least, countRound());
        return least;
    }

    private static long CountAtOnce(int responses)
    {
        byte[][] pieces = [Head, .. Enumerable.Repeat(Chunk, ReadsPerResponse), Last];
        using ScriptedStream stream = new(Enumerable.Repeat(pieces, responses).SelectMany(piece => piece), PeerEnd.Silence);
        stream.Sent.Capacity = (responses + 1) * Exchange.Request.Length;
        using Http1Connection connection = new(stream);
        Counter counter = new() { CountFrom = 2 }; // the first receive rents the buffer, which may be a new one

        _ = RunAsync(connection, counter, CancellationToken.None);

        Assert.Equal(responses + 1, connection.RequestsSent); // the last waits for its response
        Assert.Equal(responses * ReadsPerResponse * 16L, counter.BodyBytes);
        return counter.Allocated;
    }

    // A chunk a send, so that the client has something to wait for.
    private static void Serve(TcpListener listener, int responses)
    {
        using Socket socket = listener.AcceptSocket();
        socket.NoDelay = true;
        byte[] request = new byte[Exchange.Request.Length];
        for (int number = 0; number < responses; number++)
        {
            for (int count = 0; count < request.Length;) count += socket.Receive(request.AsSpan(count));
            socket.Send(Head);
            for (int read = 0; read < ReadsPerResponse; read++) socket.Send(Chunk);
            socket.Send(Last);
        }

        // Closed only once the client's last request has come: unread bytes would make it a reset.
        for (int count = 0; count < request.Length;) count += socket.Receive(request.AsSpan(count));
    }

    private static void Deliver(DrivenStream stream)
    {
        stream.Deliver(Head);
        for (int read = 0; read < ReadsPerResponse; read++) stream.Deliver(Chunk);
        stream.Deliver(Last);
    }

    // Written in one method, as a caller would; its own state machine is allocated once, before the measurement.
    private static async Task RunAsync(Http1Connection connection, Counter counter, CancellationToken cancellationToken)
    {
        while (await connection.SendAsync(Exchange.Request, cancellationToken) == SendResult.Sent)
        {
            counter.OnRequest(connection.RequestsSent);
            if (await connection.ReceiveHeadAsync(cancellationToken) != HeadResult.Received) return;

            bool isCompleted = false;
            while (!isCompleted)
            {
                ReadResult read = await connection.Body.ReadAsync(cancellationToken);
                counter.BodyBytes += read.Buffer.Length;
                connection.Body.AdvanceTo(read.Buffer.End);
                isCompleted = read.IsCompleted;
            }
        }
    }

    private class Counter
    {
        private long _before;

        public long BodyBytes { get; set; }

        public int CountFrom { get; init; }

        public long Allocated { get; private set; }

        public virtual void OnRequest(int number)
        {
            if (number == CountFrom) _before = GC.GetAllocatedBytesForCurrentThread();
            if (number > CountFrom) Allocated = GC.GetAllocatedBytesForCurrentThread() - _before;
        }
    }

    /// <summary>Counts what the whole process allocates in each round after the first.</summary>
    private sealed class RoundCounter(int requestsPerRound) : Counter
    {
        private long _before = long.MinValue;

        public long LeastAllocated { get; private set; } = long.MaxValue;

        public override void OnRequest(int number)
        {
            if (number % requestsPerRound != 0) return;

            long now = GC.GetTotalAllocatedBytes(precise: true);
            if (_before != long.MinValue) LeastAllocated = Math.Min(LeastAllocated, now - _before);
            _before = now;
        }
    }
}
