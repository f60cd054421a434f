using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using HotPath.Http;
using HotPath.Soak.Load;
using HotPath.Soak.Load.Transports.Http3;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;
using static HotPath.Soak.Tests.Load.Http3.Http3Bytes;

namespace HotPath.Soak.Tests.Load.Http3;

[SupportedOSPlatform("linux"), SupportedOSPlatform("macos"), SupportedOSPlatform("windows")]
public sealed class Http3ExchangeTests
{
    private static readonly RequestGroup Chat = new() { Name = "chat" };
    private static readonly TlsSettings AnyCertificate = new() { TargetHost = "localhost", Verify = false };

    public static TheoryData<string> Cases => [.. Replies.Keys];

    /// <summary>What the target does, and how that must be called.</summary>
    private static Dictionary<string, (Http3Reply Reply, Outcome Expected)> Replies { get; } = new()
    {
        ["whole stream"] = (new(Http3End.Whole, Events(Role, Text("a"), Text(" b"), Done)), Outcome.Completed),
        ["terminal event, then reset"] = (new(Http3End.Reset, Events(Text("a"), Done)), Outcome.Completed),
        ["terminal event, then connection closed"] = (new(Http3End.Close, Events(Text("a"), Done)), Outcome.Completed),
        ["clean end without the terminal event"] = (new(Http3End.Whole, Events(Role, Text("a"))), Outcome.Truncated),
        ["reset in mid-stream"] = (new(Http3End.Reset, Events(Role, Text("a"))), Outcome.Truncated),
        ["connection closed in mid-stream"] = (new(Http3End.Close, Events(Role, Text("a"))) { Code = 0x100 }, Outcome.Truncated),
        ["reset in mid-stream for a broken protocol"] = (new(Http3End.Reset, Events(Role, Text("a"))) { Code = 0x101 }, Outcome.Malformed),
        ["empty stream"] = (new(Http3End.Whole, Events()), Outcome.Truncated),
        ["stalled stream"] = (new(Http3End.Hang, Events(Role, Text("a"))), Outcome.Timeout),
        ["error in the stream"] = (new(Http3End.Whole, Events(Text("a"), """{"error":{"message":"overloaded","type":"server_error"}}""", Done)), Outcome.InBandError),
        ["a frame that is cut off"] = (new(Http3End.Whole, [.. Events(Role), .. Data("data")[..^1]]), Outcome.Malformed),
        ["a frame out of place"] = (new(Http3End.Whole, [.. Events(Role), .. Frame(4, [])]), Outcome.Malformed),
        ["less than said"] = (new(Http3End.Whole, [.. Head(200, "text/event-stream", ("content-length", "9")), .. Data("data: ")]), Outcome.Malformed),
        ["a head that cannot be decoded"] = (new(Http3End.Whole, Frame(1, [0, 0, 0x80])), Outcome.Malformed),
        ["one JSON object where a stream was asked for"] = (new(Http3End.Whole, Json(ChatAnswer)), Outcome.Malformed),
        ["401"] = (new(Http3End.Whole, Json("{}", 401)), Outcome.Unauthorized),
        ["429"] = (new(Http3End.Whole, Json("{}", 429)), Outcome.RateLimited),
        ["500"] = (new(Http3End.Whole, Json("{}", 500)), Outcome.ServerError),
        ["503 behind a 103"] = (new(Http3End.Whole, [.. Head(103), .. Json("{}", 503)]), Outcome.UpstreamError),
        ["error status, reset in mid-answer"] = (new(Http3End.Reset, Json("{", 500)), Outcome.Truncated),
        ["reset without an answer"] = (new(Http3End.Reset), Outcome.ConnectionError),
        ["end without an answer"] = (new(Http3End.Whole), Outcome.ConnectionError),
        ["connection closed without an answer"] = (new(Http3End.Close), Outcome.ConnectionError),
        ["no answer at all"] = (new(Http3End.Hang), Outcome.Timeout),
        ["neither answer nor room for the body"] = (new(Http3End.Hang) { TakesBody = false }, Outcome.Timeout),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task RunAsync_WhateverTheTargetDoes_HasOneOutcome(string name)
    {
        Quic.Require();
        (Http3Reply reply, Outcome expected) = Replies[name];
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedHttp3Server server = await ScriptedHttp3Server.StartAsync(_ => reply with { GoesOn = seen.Task });
        RequestGroup group = reply.TakesBody ? Chat : Chat with { Prompts = [new string('a', 1 << 20)] };
        using ExchangeBench bench = BenchOf(server, group, ExchangeBench.TimeoutsFor(expected));

        Task<Outcome> running = bench.RunAsync(seed: 7);
        if (expected is Outcome.Completed or Outcome.Truncated) await SeenAsync(bench, reply); // QUIC drops what was not read when a reset comes
        seen.SetResult();
        Outcome outcome = await running;

        Assert.Equal(expected, outcome);
        Assert.Equal(1, bench.Counters[expected]);
        Assert.Equal(1, bench.Counters.Finished);
        Assert.Equal(expected == Outcome.Completed ? 0 : 1, bench.Counters[Counter.Failed]);
        Assert.Equal(0, bench.OpenStreams.Now);
        Assert.Equal(1, server.Requests);
        Assert.Empty(bench.Limits.Faults);
    }

    [Theory]
    [InlineData("a frame out of place", Http3Code.FrameUnexpected)]
    [InlineData("a head that cannot be decoded", Http3Code.QpackDecompressionFailed)]
    public async Task RunAsync_ProtocolIsBroken_ClosesTheConnectionAndSaysWhy(string name, object code)
    {
        Quic.Require();
        await using ScriptedHttp3Server server = await ScriptedHttp3Server.StartAsync(number => number == 0 ? Replies[name].Reply : Replies["whole stream"].Reply);
        using ExchangeBench bench = BenchOf(server);

        Assert.Equal(Outcome.Malformed, await bench.RunAsync(seed: 7));
        Assert.Equal((long)(Http3Code)code, await server.ClosedWith.Task.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, bench.Counters[ConnectionEnd.Error]);
        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 8));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task RunAsync_OnlyTheMessageIsWrong_KeepsTheConnection()
    {
        Quic.Require();
        await using ScriptedHttp3Server server = await ScriptedHttp3Server.StartAsync(number => Replies[number == 0 ? "less than said" : "whole stream"].Reply);
        using ExchangeBench bench = BenchOf(server);

        Assert.Equal(Outcome.Malformed, await bench.RunAsync(seed: 7));
        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 8));

        Assert.Equal(1, server.Connections);
    }

    public static TheoryData<string> Controls => [.. ControlStreams.Keys];

    private static Dictionary<string, (byte[] Bytes, int Code)> ControlStreams { get; } = new()
    {
        ["no settings"] = ([0, 7, 1, 0], (int)Http3Code.MissingSettings),
        ["settings twice"] = ([0, 4, 0, 4, 0], (int)Http3Code.FrameUnexpected),
        ["data"] = ([0, 4, 0, 0, 0], (int)Http3Code.FrameUnexpected),
        ["a frame of HTTP/2"] = ([0, 4, 0, 6, 0], (int)Http3Code.FrameUnexpected),
        ["a push"] = ([1, 0], (int)Http3Code.IdError),
        ["an endless frame"] = ([0, 4, 0, 0x21, 0x80, 1, 0, 0], (int)Http3Code.ExcessiveLoad),
    };

    [Theory]
    [MemberData(nameof(Controls))]
    public async Task RunAsync_ControlStreamIsWrong_ClosesTheConnectionAndSaysWhy(string name)
    {
        Quic.Require();
        await using ScriptedHttp3Server server = await ScriptedHttp3Server.StartAsync(_ => new(Http3End.Hang), control: ControlStreams[name].Bytes);
        using ExchangeBench bench = BenchOf(server);

        Assert.Equal(Outcome.ConnectionError, await bench.RunAsync(seed: 7));
        Assert.Equal(ControlStreams[name].Code, await server.ClosedWith.Task.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, bench.Counters[ConnectionEnd.Error]);
        Assert.Equal(0, bench.OpenConnections.Now);
    }

    [Fact]
    public async Task RunAsync_WholeAnswersOnOneConnection_ReusesIt()
    {
        Quic.Require();
        await using ScriptedHttp3Server server = await ScriptedHttp3Server.StartAsync(_ => Replies["whole stream"].Reply);
        ExchangeBench bench = BenchOf(server);

        for (int i = 0; i < 5; i++) Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: i));

        Assert.Equal(1, server.Connections);
        Assert.Equal(1, bench.Counters[Counter.ConnectionsOpened]);
        Assert.Equal(4, bench.Counters[Counter.ConnectionsReused]);
        Assert.Equal(1, bench.Counters[Counter.TlsFull]);
        Assert.Equal(1, bench.Taken(Metric.TlsFull).Count);
        Assert.Equal(System.Security.Authentication.SslProtocols.Tls13, Assert.Single(bench.Recorder.TlsKinds.Counts).Protocol);
        Assert.Equal(1, bench.OpenConnections.Now);
        bench.Dispose();
        Assert.Equal(0, bench.OpenConnections.Now);
        Assert.Equal(1, bench.Counters[ConnectionEnd.RunEnded]);
        Assert.Equal(0x100, await server.ClosedWith.Task.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RunAsync_PeerSaysGoodbyeAfterEachAnswer_OpensAnewWithoutAnError()
    {
        Quic.Require();
        await using ScriptedHttp3Server server = await ScriptedHttp3Server.StartAsync(_ => Replies["whole stream"].Reply with { SaysGoodbye = true });
        using ExchangeBench bench = BenchOf(server);

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: i));
            while (bench.Counters[ConnectionEnd.PeerAsked] <= i) await Task.Yield(); // it is heard on another stream
        }

        Assert.Equal(3, server.Connections);
        Assert.Equal(0, bench.OpenConnections.Now);
    }

    [Theory]
    [InlineData(0x100, ConnectionEnd.PeerFin)]
    [InlineData(0x102, ConnectionEnd.PeerReset)]
    public async Task RunAsync_PeerClosesAnIdleConnection_OpensAnewWithoutAnError(long code, object end)
    {
        Quic.Require();
        await using ScriptedHttp3Server server = await ScriptedHttp3Server.StartAsync(number => new Http3Reply(Http3End.Close, Events(Text("a"), Done)) { Code = code });
        using ExchangeBench bench = BenchOf(server);

        for (int i = 0; i < 3; i++)
        {
            await bench.RunAsync(seed: i);
            while (bench.Counters[(ConnectionEnd)end] <= i) await Task.Yield();
        }

        Assert.Equal(3, server.Requests);
        Assert.Equal(3, bench.Counters[Counter.ConnectionsOpened]);
    }

    [Fact]
    public async Task RunAsync_AnsweredBeforeTheBodyWasTaken_LeavesTheNextRequestWhole()
    {
        Quic.Require();
        await using ScriptedHttp3Server server = await ScriptedHttp3Server.StartAsync(number => number % 2 == 0
            ? new Http3Reply(Http3End.Whole, Json("{}", 429)) { TakesBody = false }
            : new Http3Reply(Http3End.Whole, Json(ChatAnswer)));
        using ExchangeBench bench = BenchOf(server, Chat with { Stream = false, Prompts = [new string('a', 1 << 20)] });

        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(i % 2 == 0 ? Outcome.RateLimited : Outcome.Completed, await bench.RunAsync(seed: i));
        }
    }

    [Theory]
    [InlineData(1_000, 3)] // 100 streams each
    [InlineData(2, 2)]
    public async Task RunAsync_ManyAtOnce_TakeNoMoreConnectionsThanTheyNeedOrMay(int most, int expected)
    {
        Quic.Require();
        const int Streams = 250;
        int room = Math.Min(Streams, 100 * most);
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedHttp3Server server = await ScriptedHttp3Server.StartAsync(number =>
        {
            if (number == room - 1) all.SetResult(); // none before all that there is room for have come
            return new Http3Reply(Http3End.Whole, Events(Text("a"), Done)) { GoesOn = all.Task };
        });
        using ExchangeBench bench = BenchOf(server, maxConnections: most);

        Outcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, Streams).Select(i => bench.RunAsync(bench.NewExchange(), i)));

        Assert.All(outcomes, outcome => Assert.Equal(Outcome.Completed, outcome));
        Assert.Equal(expected, server.Connections);
        Assert.Equal(Streams - expected, bench.Counters[Counter.ConnectionsReused]);
        Assert.Equal(0, bench.Connections.Waiting.Now);
        Assert.Equal(0, bench.OpenStreams.Now);
    }

    [Fact]
    public async Task RunAsync_NobodyListens_IsAConnectionErrorUntilSomebodyDoes()
    {
        Quic.Require();
        Uri url;
        await using (ScriptedHttp3Server before = await ScriptedHttp3Server.StartAsync(_ => new(Http3End.Hang))) url = before.Url;
        using ExchangeBench bench = new(url, Chat, new TimeoutSettings { Connect = TimeSpan.FromSeconds(20) }, Transport.Http3, tls: AnyCertificate);

        for (int i = 0; i < 3; i++) Assert.Equal(Outcome.ConnectionError, await bench.RunAsync(seed: i));
        Assert.Equal(3, bench.Counters[Counter.ConnectionsFailed]);
        Assert.Equal(0, bench.Counters[Counter.ConnectionsOpened]);

        await using ScriptedHttp3Server server = await ScriptedHttp3Server.StartAsync(_ => Replies["whole stream"].Reply, port: url.Port);
        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));
    }

    [Fact]
    public async Task RunAsync_NobodyAnswersTheHandshake_AllWhoWaitHaveTheirTimeoutTogether()
    {
        Quic.Require();
        using Socket silent = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Uri url = new($"https://localhost:{((IPEndPoint)silent.LocalEndPoint!).Port}/v1");
        using ExchangeBench bench = new(url, Chat, new TimeoutSettings { Connect = TimeSpan.FromSeconds(0.3) }, Transport.Http3, tls: AnyCertificate);

        Outcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => bench.RunAsync(bench.NewExchange(), i)));

        Assert.All(outcomes, outcome => Assert.Equal(Outcome.Timeout, outcome));
        Assert.InRange(bench.Counters[Counter.ConnectionsFailed], 1, 5);
        Assert.Equal(0, bench.Connections.Waiting.Now);
    }

    [Fact]
    public async Task RunAsync_CertificateIsNotTrusted_IsCountedAsThat()
    {
        Quic.Require();
        await using ScriptedHttp3Server server = await ScriptedHttp3Server.StartAsync(_ => new(Http3End.Hang));
        using ExchangeBench bench = new(server.Url, Chat, transport: Transport.Http3, tls: AnyCertificate with { Verify = true });

        Assert.Equal(Outcome.ConnectionError, await bench.RunAsync(seed: 7));
        Assert.Equal(1, bench.Counters[TlsFailure.CertificateUntrusted]);
        Assert.Equal(0, server.Requests);
    }

    [Theory]
    [InlineData(30, 0, ConnectionEnd.Idle)]
    [InlineData(0, 30, ConnectionEnd.Lifetime)]
    public async Task RunAsync_ConnectionIsTooOld_OpensAnother(int idleSeconds, int lifetimeSeconds, object end)
    {
        Quic.Require();
        ShiftedTime time = new();
        await using ScriptedHttp3Server server = await ScriptedHttp3Server.StartAsync(_ => Replies["whole stream"].Reply);
        TargetSettings settings = new()
        {
            Transport = Transport.Http3,
            Timeouts = ExchangeBench.TimeoutsFor(Outcome.Completed),
            Connections = new ConnectionSettings
            {
                Idle = TimeSpan.FromSeconds(idleSeconds == 0 ? 3_600 : idleSeconds),
                Lifetime = TimeSpan.FromSeconds(lifetimeSeconds == 0 ? 3_600 : lifetimeSeconds),
            },
        };
        using ExchangeBench bench = new(new Target(server.Url, "sk-test", [new IPEndPoint(IPAddress.Loopback, server.Url.Port)], AnyCertificate), Chat, settings, time);

        await bench.RunAsync(seed: 1);
        time.Advance(TimeSpan.FromSeconds(15));
        await bench.RunAsync(seed: 2);
        Assert.Equal(1, server.Connections);
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 3));

        Assert.Equal(2, server.Connections);
        Assert.Equal(1, bench.Counters[(ConnectionEnd)end]);
        Assert.Equal(1, bench.OpenConnections.Now);
    }

    [Fact]
    public async Task RunAsync_WaitsForAConnectionThatIsThenTooOld_GetsAnother()
    {
        Quic.Require();
        ShiftedTime time = new();
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedHttp3Server server = await ScriptedHttp3Server.StartAsync(
            number => Replies["whole stream"].Reply with { GoesOn = number == 0 ? first.Task : Task.CompletedTask }, streamsPerConnection: 1);
        TargetSettings settings = new()
        {
            Transport = Transport.Http3,
            Connections = new ConnectionSettings { Max = 1, Lifetime = TimeSpan.FromSeconds(30) },
            Timeouts = new TimeoutSettings { FirstByte = TimeSpan.FromMinutes(5), Idle = TimeSpan.FromMinutes(5), Total = TimeSpan.FromMinutes(5) },
        };
        using ExchangeBench bench = new(new Target(server.Url, "sk-test", [new IPEndPoint(IPAddress.Loopback, server.Url.Port)], AnyCertificate), Chat, settings, time);

        Task<Outcome> held = bench.RunAsync(seed: 1);
        while (server.Requests == 0) await Task.Yield();
        time.Advance(TimeSpan.FromSeconds(31));
        Task<Outcome> waiting = bench.RunAsync(bench.NewExchange(), seed: 2);
        Assert.Equal(1, bench.Connections.Waiting.Now);
        first.SetResult();

        Assert.Equal(Outcome.Completed, await held);
        Assert.Equal(Outcome.Completed, await waiting);
        Assert.Equal(2, server.Connections);
        Assert.Equal(1, bench.Counters[ConnectionEnd.Lifetime]);
    }

    private static ExchangeBench BenchOf(ScriptedHttp3Server server, RequestGroup? group = null, TimeoutSettings? timeouts = null, int maxConnections = 1_000) =>
        new(server.Url, group ?? Chat, timeouts, Transport.Http3, maxConnections, AnyCertificate);

    /// <summary>Ends when the exchange has read all that the answer has.</summary>
    private static async Task SeenAsync(ExchangeBench bench, Http3Reply reply)
    {
        long expected = await BodyBytesAsync(reply.Bytes);
        while (bench.Counters[Counter.Bytes] < expected) await Task.Yield();
    }

    private static async Task<long> BodyBytesAsync(byte[] bytes)
    {
        using Http3Answer answer = new();
        answer.Begin(new MemoryStream(bytes));
        if (!await answer.ReceiveHeadAsync(TestContext.Current.CancellationToken)) return 0;

        using MemoryStream body = new();
        await answer.CopyToAsync(body, TestContext.Current.CancellationToken);
        return body.Length;
    }
}
