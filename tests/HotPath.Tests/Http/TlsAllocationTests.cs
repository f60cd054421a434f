using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using HotPath.Http;

namespace HotPath.Tests.Http;

[Collection(nameof(HttpAllocationTests))] // counts the whole process
public class TlsAllocationTests
{
    private const int Rounds = 5, ResponsesPerRound = 1_000, EventsPerResponse = 10;

    private static readonly byte[] Head = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    private static readonly byte[] Chunk = Encoding.ASCII.GetBytes("10\r\ndata: {\"a\":123}\n\r\n");
    private static readonly byte[] Last = Encoding.ASCII.GetBytes("0\r\n\r\n");

    [Theory]
    [InlineData(SslProtocols.Tls12, false)]
    [InlineData(SslProtocols.Tls13, false)]
    [InlineData(SslProtocols.Tls13, true)] // asked before each request, so that the receive is started ahead
    public async Task Exchange_OverTls_AllocatesLessThanAByteAnEvent(SslProtocols protocol, bool asksIfAlive)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Thread peer = new(() => Serve(listener));
        peer.Start();
        TlsConnectResult result = await TlsPeer.Connector(protocol).ConnectAsync(
            listener.LocalEndpoint, null, TestContext.Current.CancellationToken);
        using Http1Connection connection = result.Connection!;

        long least = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long bodyBytes = await RunAsync(connection, asksIfAlive);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            Assert.Equal(ResponsesPerRound * EventsPerResponse * 16L, bodyBytes);
        }
        connection.Dispose();
        peer.Join();

        // TLS rents its read buffers of 32 KB, and a thread that comes new to the pool may find none there: a round may hold one
        // or two. What is allocated for each event would be in every round.
        double perEvent = least / (double)(ResponsesPerRound * EventsPerResponse);
        TestContext.Current.TestOutputHelper!.WriteLine($"{protocol}, ahead {asksIfAlive}: {least} B, {perEvent:F3} B an event");
        Assert.InRange(perEvent, 0, 1);
    }

    private static async Task<long> RunAsync(Http1Connection connection, bool asksIfAlive)
    {
        long bodyBytes = 0;
        for (int number = 0; number < ResponsesPerRound; number++)
        {
            if (asksIfAlive && !connection.IsIdleAndAlive()) return bodyBytes;
            if (await connection.SendAsync(Exchange.Request, CancellationToken.None) != SendResult.Sent) return bodyBytes;
            if (await connection.ReceiveHeadAsync(CancellationToken.None) != HeadResult.Received) return bodyBytes;

            bool isCompleted = false;
            while (!isCompleted)
            {
                ReadResult read = await connection.Body.ReadAsync(CancellationToken.None);
                bodyBytes += read.Buffer.Length;
                connection.Body.AdvanceTo(read.Buffer.End);
                isCompleted = read.IsCompleted;
            }
        }
        return bodyBytes;
    }

    // A chunk a record and a send, so that the client has something to wait for.
    private static void Serve(TcpListener listener)
    {
        using Socket socket = listener.AcceptSocket();
        socket.NoDelay = true;
        using SslStream stream = new(new NetworkStream(socket));
        stream.AuthenticateAsServer(TestCertificates.ServerOptions(TestCertificates.Localhost));
        byte[] request = new byte[Exchange.Request.Length];
        for (int number = 0; number < Rounds * ResponsesPerRound; number++)
        {
            stream.ReadExactly(request);
            stream.Write(Head);
            for (int sent = 0; sent < EventsPerResponse; sent++) stream.Write(Chunk);
            stream.Write(Last);
        }
    }
}
