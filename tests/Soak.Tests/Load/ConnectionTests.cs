using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using HotPath.Soak.Load;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

/// <summary>How connections are opened, kept, used again and closed.</summary>
public sealed class ConnectionTests
{
    private static readonly RequestGroup Whole = new() { Name = "chat", Stream = false };

    [Theory]
    [InlineData(1, 10, 10)] // a new one for each request
    [InlineData(3, 10, 4)]
    [InlineData(10, 10, 1)]
    [InlineData(11, 10, 1)]
    public async Task RunAsync_RequestsAConnection_OpensAsManyAsThatTakes(int requestsEach, int requests, int connections)
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        using ExchangeBench bench = BenchOf(server, new ConnectionSettings { Requests = requestsEach });

        for (int i = 0; i < requests; i++) Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: i));

        Assert.Equal(connections, server.Connections);
        Assert.Equal((connections, requests - connections), (bench.Counters[Counter.ConnectionsOpened], bench.Counters[Counter.ConnectionsReused]));
        Assert.Equal(0, bench.Counters[ConnectionEnd.PeerFin] + bench.Counters[ConnectionEnd.PeerReset]);
    }

    [Theory]
    [InlineData(nameof(ConnectionUse.Kept), 1)]
    [InlineData(nameof(ConnectionUse.Resumed), 10)]
    [InlineData(nameof(ConnectionUse.New), 10)]
    public async Task RunAsync_UseOfConnections_OpensAsManyAsThatTakes(string name, int connections)
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        using ExchangeBench bench = new(server.Url, Whole with { Connection = Enum.Parse<ConnectionUse>(name) });

        for (int i = 0; i < 10; i++) Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: i));

        Assert.Equal(connections, server.Connections);
        Assert.Equal((connections, 10 - connections), (bench.Counters[Counter.ConnectionsOpened], bench.Counters[Counter.ConnectionsReused]));
    }

    [Theory]
    [InlineData(29, 1)]
    [InlineData(31, 2)]
    public async Task RunAsync_IdleForAWhile_IsUsedAgainUpToTheLimit(int seconds, int connections) =>
        await AssertConnectionsAsync(new ConnectionSettings { Idle = TimeSpan.FromSeconds(30), Lifetime = TimeSpan.FromHours(1) }, TimeSpan.FromSeconds(seconds), connections);

    [Theory]
    [InlineData(9, 1)]
    [InlineData(11, 2)]
    public async Task RunAsync_OpenForAWhile_IsUsedAgainUpToTheLimit(int minutes, int connections) =>
        await AssertConnectionsAsync(new ConnectionSettings { Idle = TimeSpan.FromHours(1), Lifetime = TimeSpan.FromMinutes(10) }, TimeSpan.FromMinutes(minutes), connections);

    [Fact]
    public async Task RunAsync_SeveralAtOnce_OpensNoMoreThanTheMost()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        using ExchangeBench bench = BenchOf(server, new ConnectionSettings { Max = 3 });

        Outcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(seed => bench.RunAsync(bench.NewExchange(), seed)));

        Assert.All(outcomes, outcome => Assert.Equal(Outcome.Completed, outcome));
        Assert.InRange(server.Connections, 1, 3);
        Assert.Equal(40, bench.Counters[Counter.ConnectionsOpened] + bench.Counters[Counter.ConnectionsReused]);
    }

    [Fact]
    public async Task RunAsync_LocalAddress_IsWhereConnectionsComeFrom()
    {
        IPAddress local = IPAddress.Parse("127.0.0.7");
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        using ExchangeBench bench = BenchOf(server, new ConnectionSettings { Requests = 1 }, settings => settings with { LocalAddress = local });

        for (int i = 0; i < 3; i++) Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: i));

        Assert.Equal([local, local, local], server.Clients);
    }

    [Fact]
    public async Task RunAsync_LocalAddressOfAnotherMachine_IsTheGeneratorsOwnLimit()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        using ExchangeBench bench = BenchOf(server, new ConnectionSettings(), settings => settings with { LocalAddress = IPAddress.Parse("192.0.2.1") });

        Assert.Equal(Outcome.ConnectionError, await bench.RunAsync(seed: 7));
        Assert.Equal(1, bench.Limits.OutOfSockets);
    }

    /// <summary>A process without descriptors cannot start a thread and dies; so some are kept back, and the run ends as void.</summary>
    [Fact]
    public async Task ConnectAsync_DescriptorsUsedUp_IsRefusedAndNoted()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        GeneratorLimits limits = new() { MostSockets = 2 };
        Gauge open = new();
        Target target = new(server.Url, "sk-test", [new IPEndPoint(IPAddress.Loopback, server.Url.Port)]);
        Connector connector = new(target, new TargetSettings(), SslApplicationProtocol.Http11, open, limits, TimeProvider.System);
        GroupRecorder recorder = new(reservedShards: 0, new Gauge());
        open.Up();

        (Stream? second, _) = await connector.ConnectAsync(recorder, wireOf: null, TestContext.Current.CancellationToken);
        open.Up();
        (Stream? third, ChannelResult result) = await connector.ConnectAsync(recorder, wireOf: null, TestContext.Current.CancellationToken);

        Assert.NotNull(second);
        await second.DisposeAsync();
        Assert.Equal((null, ChannelResult.NotConnected), (third, result));
        Assert.Equal((1, 1), (limits.OutOfFileDescriptors, recorder.Counters[Counter.ConnectionsFailed]));
    }

    [Fact]
    public async Task RunAsync_SeveralAddresses_UsesAllInTurn()
    {
        int port = FreePort();
        IPAddress[] addresses = [IPAddress.Parse("127.0.0.1"), IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")];
        await using ScriptedServer first = new(_ => ScriptedAnswer.Json(ChatAnswer), new IPEndPoint(addresses[0], port));
        await using ScriptedServer second = new(_ => ScriptedAnswer.Json(ChatAnswer), new IPEndPoint(addresses[1], port));
        await using ScriptedServer third = new(_ => ScriptedAnswer.Json(ChatAnswer), new IPEndPoint(addresses[2], port));
        using ExchangeBench bench = BenchOf(TargetOf(port, () => addresses));

        for (int i = 0; i < 12; i++) Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: i));

        Assert.Equal((4, 4, 4), (first.Connections, second.Connections, third.Connections));
    }

    [Fact]
    public async Task RunAsync_AddressThatRefuses_GoesOnToTheNext()
    {
        int port = FreePort();
        IPAddress[] addresses = [IPAddress.Parse("127.0.0.1"), IPAddress.Parse("127.0.0.2")]; // nobody is at the second
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer), new IPEndPoint(addresses[0], port));
        using ExchangeBench bench = BenchOf(TargetOf(port, () => addresses));

        for (int i = 0; i < 10; i++) Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: i));

        Assert.Equal(10, server.Connections);
        Assert.Equal(10, bench.Counters[Counter.ConnectionsOpened]);
        Assert.Equal(5, bench.Counters[Counter.ConnectionsFailed]);
    }

    [Fact]
    public async Task RunAsync_AllAddressesRefuse_IsOneConnectionError()
    {
        int port = FreePort();
        using ExchangeBench bench = BenchOf(TargetOf(port, () => [IPAddress.Parse("127.0.0.1"), IPAddress.Parse("127.0.0.2")]));

        Assert.Equal(Outcome.ConnectionError, await bench.RunAsync(seed: 7));
        Assert.Equal(2, bench.Counters[Counter.ConnectionsFailed]);
    }

    [Fact]
    public async Task RunAsync_NameThatMoves_IsFollowedByNewConnections()
    {
        int port = FreePort();
        IPAddress[] now = [IPAddress.Parse("127.0.0.1")];
        await using ScriptedServer before = new(_ => ScriptedAnswer.Json(ChatAnswer), new IPEndPoint(now[0], port));
        await using ScriptedServer after = new(_ => ScriptedAnswer.Json(ChatAnswer), new IPEndPoint(IPAddress.Parse("127.0.0.2"), port));
        using ExchangeBench bench = BenchOf(TargetOf(port, () => now));
        await bench.RunAsync(seed: 1);

        now = [IPAddress.Parse("127.0.0.2")];
        await bench.RunAsync(seed: 2);

        Assert.Equal((1, 1), (before.Connections, after.Connections));
    }

    [Fact]
    public async Task RunAsync_AnswerThatMayBeKept_IsAskedForOnceInThatTime()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        int asked = 0;
        Target target = TargetOf(server.Url.Port, () =>
        {
            asked++;
            return [IPAddress.Loopback];
        });
        ShiftedTime time = new();
        using ExchangeBench bench = BenchOf(target, keepFor: TimeSpan.FromMinutes(5), time);

        for (int i = 0; i < 5; i++) await bench.RunAsync(seed: i);
        int askedAtFirst = asked;
        time.Advance(TimeSpan.FromMinutes(5));
        for (int i = 0; i < 5; i++) await bench.RunAsync(seed: i);

        Assert.Equal((0, 1), (askedAtFirst, asked)); // at first the run's own answer is young enough
        Assert.Equal(10, server.Connections);
    }

    [Fact]
    public async Task RunAsync_NameThatIsGone_IsAConnectionErrorUntilItIsBack()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        bool isGone = true;
        using ExchangeBench bench = BenchOf(TargetOf(server.Url.Port, () => isGone ? throw new SocketException((int)SocketError.HostNotFound) : [IPAddress.Loopback]));

        Assert.Equal(Outcome.ConnectionError, await bench.RunAsync(seed: 1));
        isGone = false;

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 2));
    }

    private static async Task AssertConnectionsAsync(ConnectionSettings settings, TimeSpan pause, int connections)
    {
        ShiftedTime time = new();
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        using ExchangeBench bench = BenchOf(server, settings, time: time);
        await bench.RunAsync(seed: 1);

        time.Advance(pause);
        await bench.RunAsync(seed: 2);

        Assert.Equal(connections, server.Connections);
        Assert.Equal(1, bench.OpenConnections.Now);
        Assert.Equal(0, bench.Counters[ConnectionEnd.PeerFin] + bench.Counters[ConnectionEnd.PeerReset]); // we closed it
    }

    private static ExchangeBench BenchOf(
        ScriptedServer server, ConnectionSettings connections, Func<TargetSettings, TargetSettings>? change = null, TimeProvider? time = null)
    {
        TargetSettings settings = new() { Connections = connections, Timeouts = ExchangeBench.TimeoutsFor(Outcome.Completed) };
        Target target = new(server.Url, "sk-test", [new IPEndPoint(IPAddress.Loopback, server.Url.Port)]);
        return new ExchangeBench(target, Whole, change?.Invoke(settings) ?? settings, time ?? TimeProvider.System);
    }

    /// <summary>A new connection for each request, so that each takes the next address.</summary>
    private static ExchangeBench BenchOf(Target target, TimeSpan keepFor = default, TimeProvider? time = null)
    {
        TargetSettings settings = new()
        {
            Connections = new ConnectionSettings { Requests = 1 },
            Timeouts = ExchangeBench.TimeoutsFor(Outcome.Completed),
            KeepAddressesFor = keepFor,
        };
        return new ExchangeBench(target, Whole, settings, time ?? TimeProvider.System);
    }

    private static Target TargetOf(int port, Func<IPAddress[]> addresses) =>
        new(new Uri($"http://gateway.test:{port}/v1"), "sk-test", [new IPEndPoint(IPAddress.Loopback, port)])
        {
            LookUp = (_, _) =>
            {
                try
                {
                    return Task.FromResult(addresses());
                }
                catch (SocketException problem)
                {
                    return Task.FromException<IPAddress[]>(problem);
                }
            },
        };

    /// <summary>One that nothing listens at, at any address of this machine.</summary>
    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
