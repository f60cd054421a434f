using System.Net;
using System.Net.Sockets;
using HotPath.Soak.Distributed;
using HotPath.Soak.Distributed.Zmtp;
using HotPath.Soak.Tests.Distributed.Session;

namespace HotPath.Soak.Tests.Distributed.Zmtp;

public class DealerSocketTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_NobodyListens_SaysSo()
    {
        int port;
        using (TcpListener listener = new(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        LinkOpening opening = await new DealerSocket(new WorkerAddress("127.0.0.1", port), "host_1", TimeProvider.System).OpenAsync(Cancellation);

        Assert.Null(opening.Link);
        Assert.Equal("Connection refused", opening.Problem);
    }

    [Fact]
    public async Task Open_PeerThatSaysNothing_IsGivenUpAfterFiveSeconds()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        HandTime time = new();
        Task<LinkOpening> opening = new DealerSocket(AddressOf(listener, "127.0.0.1"), "host_1", time).OpenAsync(Cancellation);
        using TcpClient peer = await listener.AcceptTcpClientAsync(Cancellation);

        time.Pass(TimeSpan.FromSeconds(5));

        Assert.Equal("no answer within 5 s", (await opening).Problem);
        Assert.InRange(await ReadToEndAsync(peer), 0, ZmtpGreeting.Length); // and closed
    }

    [Fact]
    public async Task Open_ByName_FindsTheAddressThatListens()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0); // localhost may be ::1 first
        listener.Start();
        Task<LinkOpening> opening = new DealerSocket(AddressOf(listener, "localhost"), "host_1", TimeProvider.System).OpenAsync(Cancellation);
        using TcpClient peer = await listener.AcceptTcpClientAsync(Cancellation);
        await peer.GetStream().WriteAsync(new byte[] { 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F, 3, 1, (byte)'N', (byte)'U', (byte)'L', (byte)'L' }, Cancellation);
        await peer.GetStream().WriteAsync(new byte[48], Cancellation);
        await peer.GetStream().WriteAsync((byte[])[4, 28, 5, .. "READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, 6, .. "ROUTER"u8], Cancellation);
        await using IMasterLink link = (await opening).Link!;

        Assert.Null(await link.SendAsync(new byte[] { 7 }, Cancellation));
        link.EndSending();

        byte[] received = new byte[1_000];
        Assert.Equal(64 + 2 + 47 + 3, await peer.GetStream().ReadAtLeastAsync(received, received.Length, throwOnEndOfStream: false, Cancellation));
        peer.Close();
        Assert.NotNull((await link.ReceiveAsync(Cancellation)).Problem);
    }

    private static WorkerAddress AddressOf(TcpListener listener, string host) => new(host, ((IPEndPoint)listener.LocalEndpoint).Port);

    /// <returns>How many bytes came until the end.</returns>
    private static async Task<int> ReadToEndAsync(TcpClient peer)
    {
        byte[] received = new byte[1_000];
        return await peer.GetStream().ReadAtLeastAsync(received, received.Length, throwOnEndOfStream: false, Cancellation);
    }
}
