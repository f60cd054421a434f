using System.Net;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

/// <summary>The same over HTTP/2, where the framework's handler opens and closes connections by itself.</summary>
public sealed class Http2ConnectionEndTests
{
    private static readonly RequestGroup Chat = new() { Name = "chat" };

    private static readonly Http2Answer Answered = Http2Answer.Events(AnswerEnd.KeepOpen, Text("a"), Done);

    [Fact]
    public async Task RunAsync_PeerBreaksOff_IsThePeersDoing()
    {
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(number => number == 0 ? Http2Answer.Nothing(AnswerEnd.Close) : Answered);
        using ExchangeBench bench = BenchOf(server, new ConnectionSettings());

        await bench.RunAsync(seed: 1);

        await ClosedAsync(bench, 1);
        Assert.Equal(1, bench.Counters[ConnectionEnd.PeerFin] + bench.Counters[ConnectionEnd.PeerReset]); // it had read all, or not
        AssertAddsUp(bench, server.Connections);
    }

    /// <summary>The handler opens another at once, and leaves the old one until somebody closes it: which of the two does is up to them.</summary>
    [Fact]
    public async Task RunAsync_PeerSaysGoodbye_ClosesOnceAndForNoFault()
    {
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(number => number == 0 ? Answered with { SaysGoodbye = true } : Answered);
        using ExchangeBench bench = BenchOf(server, new ConnectionSettings { Idle = TimeSpan.FromSeconds(0.5) });

        await bench.RunAsync(seed: 1);

        await ClosedAsync(bench, 1);
        Assert.Equal(1, bench.Counters[ConnectionEnd.PeerAsked] + bench.Counters[ConnectionEnd.PeerFin] + bench.Counters[ConnectionEnd.Idle]);
        AssertAddsUp(bench, server.Connections);
    }

    [Fact]
    public async Task RunAsync_IdleForAsLongAsItMay_IsItsReason()
    {
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(_ => Answered);
        using ExchangeBench bench = BenchOf(server, new ConnectionSettings { Idle = TimeSpan.FromSeconds(0.5), Lifetime = TimeSpan.FromHours(1) });

        await bench.RunAsync(seed: 1);

        await ClosedAsync(bench, 1);
        Assert.Equal(1, bench.Counters[ConnectionEnd.Idle]);
        AssertAddsUp(bench, server.Connections);
    }

    [Fact]
    public async Task RunAsync_AsOldAsItMayBe_IsItsReason()
    {
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(_ => Answered);
        using ExchangeBench bench = BenchOf(server, new ConnectionSettings { Idle = TimeSpan.FromHours(1), Lifetime = TimeSpan.FromSeconds(0.5) });

        for (int i = 0; bench.Counters.ConnectionsClosed == 0; i++) await bench.RunAsync(seed: i);

        Assert.Equal(1, bench.Counters[ConnectionEnd.Lifetime]);
    }

    [Fact]
    public async Task Dispose_OpenConnections_EndWithTheRun()
    {
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(_ => Answered);
        using ExchangeBench bench = BenchOf(server, new ConnectionSettings());
        await bench.RunAsync(seed: 1);

        bench.Transport.Dispose();

        await ClosedAsync(bench, 1);
        Assert.Equal(1, bench.Counters[ConnectionEnd.RunEnded]);
        Assert.Equal((0, 1, 0), (bench.Connections.Open.Now, bench.Connections.Open.Peak, bench.Connections.Waiting.Now));
        AssertAddsUp(bench, server.Connections);
    }

    /// <summary>The handler closes when it comes to it.</summary>
    private static async Task ClosedAsync(ExchangeBench bench, long connections)
    {
        while (bench.Counters.ConnectionsClosed < connections) await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    private static void AssertAddsUp(ExchangeBench bench, int accepted)
    {
        Assert.Equal(accepted, bench.Counters[Counter.ConnectionsOpened]);
        Assert.Equal(bench.Counters[Counter.ConnectionsOpened], bench.Counters.ConnectionsClosed + bench.Connections.Open.Now);
    }

    private static ExchangeBench BenchOf(ScriptedHttp2Server server, ConnectionSettings connections) => new(
        new Target(server.Url, "sk-test", [new IPEndPoint(IPAddress.Loopback, server.Url.Port)]),
        Chat,
        new TargetSettings { Transport = Transport.Http2, Connections = connections, Timeouts = ExchangeBench.TimeoutsFor(Outcome.Completed) },
        TimeProvider.System);
}
