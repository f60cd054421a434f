using HotPath.EndToEnd.Tests.Peers;
using HotPath.Gate.Peers;
using HotPath.Gate.Peers.Handshakes;
using HotPath.Gate.Peers.Servers;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class HandshakeLoadTests
{
    [Fact]
    public async Task RunAsync_NewConnections_CountsWhatTheServerCounts()
    {
        const int users = 5;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The server is started in the way of Linux.");
        Peer.Require("nginx", "apt-get install -y --no-install-recommends nginx-light");
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        Work work = WorkCatalog.All().Single(work => work.Reconnects);
        await using PeerServer server = await PeerServer.StartAsync(work, folder.FullName, pin: null, cancelled);
        HandshakeLoad load = new(new HandshakeOptions(server.AddressOf(work, overHttp2: false), users, TimeSpan.FromSeconds(1)));

        HandshakeFigures figures = await load.RunAsync(cancelled);

        long served = (await server.CountAsync(cancelled)).Requests;
        Assert.Equal(0, figures.Failed);
        Assert.InRange(figures.Requests, Math.Max(1, served - users), served); // what was open when the load ended was counted by the server alone
    }
}
