using System.Net;
using System.Net.Sockets;
using System.Text;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

public sealed class Http2ExchangeTests
{
    private const int ProtocolError = 0x1, RefusedStream = 0x7;

    private static readonly RequestGroup Chat = new() { Name = "chat" };

    public static TheoryData<string> Cases => [.. Answers.Keys];

    /// <summary>What the target does, and how that must be called.</summary>
    private static Dictionary<string, (Http2Answer Answer, Outcome Expected)> Answers { get; } = new()
    {
        ["whole stream"] = (Http2Answer.Events(AnswerEnd.KeepOpen, Role, Text("a"), Text(" b"), Done), Outcome.Completed),
        ["terminal event, then reset"] = (Http2Answer.Events(AnswerEnd.Reset, Text("a"), Done), Outcome.Completed),
        ["terminal event, then connection lost"] = (Http2Answer.Events(AnswerEnd.Close, Text("a"), Done), Outcome.Completed),
        ["clean end without the terminal event"] = (Http2Answer.Events(AnswerEnd.KeepOpen, Role, Text("a")), Outcome.Truncated),
        ["reset in mid-stream"] = (Http2Answer.Events(AnswerEnd.Reset, Role, Text("a")), Outcome.Truncated),
        ["connection lost in mid-stream"] = (Http2Answer.Events(AnswerEnd.Close, Role, Text("a")), Outcome.Truncated),
        ["reset in mid-stream for a broken protocol"] = (Http2Answer.Events(AnswerEnd.Reset, Role, Text("a")) with { ResetCode = ProtocolError }, Outcome.Malformed),
        ["empty stream"] = (Http2Answer.Events(AnswerEnd.KeepOpen), Outcome.Truncated),
        ["stalled stream"] = (Http2Answer.Events(AnswerEnd.Hang, Role, Text("a")), Outcome.Timeout),
        ["error in the stream"] = (Http2Answer.Events(AnswerEnd.KeepOpen, Text("a"), """{"error":{"message":"overloaded","type":"server_error"}}""", Done), Outcome.InBandError),
        ["event that is no JSON"] = (Http2Answer.Events(AnswerEnd.KeepOpen, "{\"choices\":[", Done), Outcome.Malformed),
        ["one JSON object where a stream was asked for"] = (Http2Answer.Json(ChatAnswer), Outcome.Malformed),
        ["an error object with status 200"] = (Http2Answer.Json("""{"error":{"message":"no"}}"""), Outcome.InBandError),
        ["a redirection"] = (Http2Answer.Json("", 307), Outcome.ClientError),
        ["401"] = (Http2Answer.Json("{}", 401), Outcome.Unauthorized),
        ["403"] = (Http2Answer.Json("{}", 403), Outcome.Unauthorized),
        ["404"] = (Http2Answer.Json("{}", 404), Outcome.ClientError),
        ["429"] = (Http2Answer.Json("{}", 429), Outcome.RateLimited),
        ["500"] = (Http2Answer.Json("{}", 500), Outcome.ServerError),
        ["502 in HTML"] = (Http2Answer.Json("<html>", 502), Outcome.UpstreamError),
        ["503"] = (Http2Answer.Json("{}", 503), Outcome.UpstreamError),
        ["504"] = (Http2Answer.Json("{}", 504), Outcome.UpstreamError),
        ["error status, reset in mid-answer"] = (Http2Answer.Json("{", 500) with { End = AnswerEnd.Reset }, Outcome.Truncated),
        ["reset without an answer"] = (Http2Answer.Nothing(AnswerEnd.Reset), Outcome.ConnectionError),
        ["connection lost without an answer"] = (Http2Answer.Nothing(AnswerEnd.Close), Outcome.ConnectionError),
        ["no answer at all"] = (Http2Answer.Nothing(AnswerEnd.Hang), Outcome.Timeout),
        ["neither answer nor room for the body"] = (Http2Answer.Nothing(AnswerEnd.Hang) with { TakesBody = false }, Outcome.Timeout),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task RunAsync_WhateverTheTargetDoes_HasOneOutcome(string name)
    {
        (Http2Answer answer, Outcome expected) = Answers[name];
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(_ => answer with { GoesOn = seen.Task });
        RequestGroup group = answer.TakesBody ? Chat : Chat with { Prompts = [new string('a', 1 << 20)] };
        using ExchangeBench bench = new(server.Url, group, ExchangeBench.TimeoutsFor(expected), Transport.Http2);

        Task<Outcome> running = bench.RunAsync(seed: 7);
        await SeenAsync(bench, answer); // the handler drops what nobody has read when a reset comes
        seen.SetResult();
        Outcome outcome = await running;

        Assert.Equal(expected, outcome);
        Assert.Equal(1, bench.Counters[expected]);
        Assert.Equal(1, bench.Counters.Finished);
        Assert.Equal(expected == Outcome.Completed ? 0 : 1, bench.Counters[Counter.Failed]);
        Assert.Equal(0, bench.OpenStreams.Now);
        Assert.Equal(answer.End == AnswerEnd.Close ? 1 : 0, bench.Counters[ConnectionEnd.PeerFin] + bench.Counters[ConnectionEnd.PeerReset]);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task RunAsync_NobodyListens_IsAConnectionError()
    {
        Uri nowhere;
        await using (ScriptedServer server = new(_ => new ScriptedAnswer(AnswerEnd.Close))) nowhere = server.Url;
        using ExchangeBench bench = new(nowhere, Chat, transport: Transport.Http2);

        Assert.Equal(Outcome.ConnectionError, await bench.RunAsync(seed: 7));
        Assert.Equal(1, bench.Counters[Counter.ConnectionsFailed]);
        Assert.Equal(0, bench.Counters[Counter.ConnectionsOpened]);
        Assert.Equal(0, bench.OpenConnections.Now);
    }

    [Fact]
    public async Task RunAsync_PeerAcceptsNothing_IsATimeout()
    {
        using Socket full = new(SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        Uri url = new($"http://127.0.0.1:{((IPEndPoint)full.LocalEndPoint!).Port}/v1");
        TcpClient[] crowd = [.. Enumerable.Range(0, 8).Select(_ => new TcpClient())]; // more than the listener lets wait
        using CancellationTokenSource leave = new();
        Task[] connecting = [.. crowd.Select(client => client.ConnectAsync(IPAddress.Loopback, url.Port, leave.Token).AsTask())];
        TimeoutSettings timeouts = new() { Connect = TimeSpan.FromSeconds(0.3) };
        using ExchangeBench bench = new(url, Chat, timeouts, Transport.Http2);

        Assert.Equal(Outcome.Timeout, await bench.RunAsync(seed: 7));
        Assert.Equal(1, bench.Counters[Counter.ConnectionsFailed]);

        await leave.CancelAsync();
        await Task.WhenAll(connecting).ContinueWith(_ => { }, TaskScheduler.Default);
        foreach (TcpClient client in crowd) client.Dispose();
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("Please speak after the tone.\r\n")]
    public async Task RunAsync_SomethingElseThanHttp2_IsMalformed(string greeting)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Uri url = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1");
        using ExchangeBench bench = new(url, Chat, transport: Transport.Http2);

        Task<Outcome> running = bench.RunAsync(seed: 7);
        using Socket socket = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        string received = "";
        byte[] buffer = new byte[4_096];
        while (!received.Contains("\"seed\":", StringComparison.Ordinal)) // until the body has come, behind its head
        {
            int read = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            received += Encoding.Latin1.GetString(buffer.AsSpan(0, read));
        }

        await socket.SendAsync(Encoding.Latin1.GetBytes(greeting), TestContext.Current.CancellationToken);

        Assert.Equal(Outcome.Malformed, await running);
    }

    [Fact]
    public async Task RunAsync_WholeAnswersOnOneConnection_ReusesIt()
    {
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(_ => Http2Answer.Events(AnswerEnd.KeepOpen, Role, Text("a"), Done));
        using ExchangeBench bench = new(server.Url, Chat, transport: Transport.Http2);

        for (int i = 0; i < 5; i++) Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: i));

        Assert.Equal(1, server.Connections);
        Assert.Equal(1, bench.Counters[Counter.ConnectionsOpened]);
        Assert.Equal(4, bench.Counters[Counter.ConnectionsReused]);
        Assert.Equal(1, bench.OpenConnections.Now);
        Assert.Equal(1, bench.Taken(Metric.Connect).Count);
    }

    [Fact]
    public async Task RunAsync_PeerSaysGoodbyeAfterEachAnswer_OpensAnewWithoutAnError()
    {
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(
            _ => Http2Answer.Events(AnswerEnd.KeepOpen, Text("a"), Done) with { SaysGoodbye = true });
        using ExchangeBench bench = new(server.Url, Chat, transport: Transport.Http2);

        for (int i = 0; i < 3; i++) Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: i));

        Assert.Equal(3, bench.Counters.Finished);
        Assert.Equal(server.Connections, bench.Counters[Counter.ConnectionsOpened]);
    }

    [Fact]
    public async Task RunAsync_StreamRefused_IsSentAgainAndCountedOnce()
    {
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(number => number == 0
            ? Http2Answer.Nothing(AnswerEnd.Reset) with { ResetCode = RefusedStream }
            : Http2Answer.Events(AnswerEnd.KeepOpen, Text("a"), Done));
        using ExchangeBench bench = new(server.Url, Chat, transport: Transport.Http2);

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));

        Assert.Equal(2, server.Requests);
        Assert.Equal(1, bench.Counters.Finished);
    }

    [Fact]
    public async Task RunAsync_AnsweredBeforeTheBodyWasTaken_LeavesTheNextRequestWhole()
    {
        string prompt = new('a', 1 << 20);
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(number => number % 2 == 0
            ? Http2Answer.Json("{}", 429) with { TakesBody = false }
            : Http2Answer.Json(ChatAnswer));
        using ExchangeBench bench = new(server.Url, Chat with { Stream = false, Prompts = [prompt] }, transport: Transport.Http2);

        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(i % 2 == 0 ? Outcome.RateLimited : Outcome.Completed, await bench.RunAsync(seed: i));
        }
    }

    [Fact]
    public async Task RunAsync_ManyAtOnce_ShareFewConnections()
    {
        const int Streams = 250;
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(number =>
        {
            if (number == Streams - 1) all.SetResult();
            return Http2Answer.Events(AnswerEnd.KeepOpen, Text("a"), Done) with { GoesOn = all.Task };
        });
        using ExchangeBench bench = new(server.Url, Chat, transport: Transport.Http2);

        Outcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, Streams).Select(i => bench.RunAsync(bench.NewExchange(), i)));

        Assert.All(outcomes, outcome => Assert.Equal(Outcome.Completed, outcome));
        Assert.Equal(Streams, bench.Counters[Outcome.Completed]);
        Assert.Equal(0, bench.OpenStreams.Now);
        Assert.InRange(server.Connections, 3, 10); // 100 streams each
        Assert.Equal(server.Connections, bench.Counters[Counter.ConnectionsOpened]);
        Assert.InRange(bench.Counters[Counter.ConnectionsReused], Streams - server.Connections, Streams - 3);
    }

    /// <summary>Ends when the exchange has read all that the answer has.</summary>
    private static async Task SeenAsync(ExchangeBench bench, Http2Answer answer)
    {
        while (bench.Counters[Counter.Bytes] < answer.Pieces.Sum(piece => piece.Length)) await Task.Yield();
    }
}
