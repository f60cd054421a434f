using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HotPath.Http;

namespace HotPath.Tests.Http;

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

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int number = 0; number < 10_000; number++) Deliver(stream);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(10_100, connection.RequestsSent - 1); // one more waits for its response
        Assert.Equal(10_100L * ReadsPerResponse * 16, counter.BodyBytes);
    }

    [Fact]
    public void Exchange_ReceivesEndAtOnce_AllocatesNothing()
    {
        byte[][] pieces = [Head, .. Enumerable.Repeat(Chunk, ReadsPerResponse), Last];
        using ScriptedStream stream = new(Enumerable.Repeat(pieces, 10_101).SelectMany(piece => piece), PeerEnd.Silence);
        stream.Sent.Capacity = 10_200 * Exchange.Request.Length;
        using Http1Connection connection = new(stream);
        Counter counter = new() { CountFrom = 100 };

        _ = RunAsync(connection, counter, CancellationToken.None);

        Assert.Equal(10_101, connection.RequestsSent - 1);
        Assert.Equal(0, counter.Allocated);
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

    private sealed class Counter
    {
        private long _before;

        public long BodyBytes { get; set; }

        public int CountFrom { get; init; }

        public long Allocated { get; private set; }

        public void OnRequest(int number)
        {
            if (number == CountFrom) _before = GC.GetAllocatedBytesForCurrentThread();
            Allocated = GC.GetAllocatedBytesForCurrentThread() - _before;
        }
    }
}
