using HotPath.EndToEnd.Tests.Peers;
using HotPath.Gate.Peers;
using HotPath.Gate.Peers.Invoker;
using HotPath.Gate.Peers.Servers;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class InvokerLoadTests
{
    private const int Users = 5;

    [Theory]
    [InlineData("small")]
    [InlineData("stream")]
    [InlineData("small-tls")]
    [InlineData("stream-tls")]
    public async Task RunAsync_StaticAnswers_CountsWhatTheServerCounts(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The server is started in the way of Linux.");
        Peer.Require("nginx", "apt-get install -y --no-install-recommends nginx-light");
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        Work work = WorkCatalog.All().Single(work => work.Name == name);
        await using PeerServer server = await PeerServer.StartAsync(work, folder.FullName, pin: null, cancelled);
        InvokerOptions options = new(
            server.AddressOf(work, overHttp2: false), Users, WarmUp: TimeSpan.Zero, Load: TimeSpan.FromSeconds(1), work.Streams, MeasuresGaps: false);
        using InvokerLoad load = new(options, TimeProvider.System);

        InvokerFigures figures = await load.RunAsync(cancelled);

        // What was open when the load ended was counted by the server alone.
        long served = (await server.CountAsync(cancelled)).Requests;
        Assert.Equal(0, figures.Failed);
        Assert.InRange(figures.Requests, Math.Max(1, served - Users), served);
        Assert.InRange(figures.Events, work.Streams ? figures.Requests * Work.EventsOfStream : 0, work.Streams ? served * Work.EventsOfStream : 0);
        Assert.InRange(figures.P50Ms!.Value, double.Epsilon, figures.P99Ms!.Value);
    }

    [Fact]
    public async Task RunAsync_NoServer_CountsFailures()
    {
        using InvokerLoad load = new(
            new InvokerOptions(new Uri("http://127.0.0.1:1/"), Users: 1, WarmUp: TimeSpan.Zero, Load: TimeSpan.FromMilliseconds(200), Streams: false, MeasuresGaps: false),
            TimeProvider.System);

        InvokerFigures figures = await load.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, true, null), (figures.Requests, figures.Failed > 0, figures.P50Ms));
    }
}
