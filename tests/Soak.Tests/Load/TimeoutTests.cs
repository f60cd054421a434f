using System.Net;
using System.Net.Sockets;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

/// <summary>Each time-out ends a request by itself, where all others are so long that they cannot.</summary>
public sealed class TimeoutTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(0.3);

    private static readonly TimeoutSettings AllLong = new()
    {
        Connect = TimeSpan.FromMinutes(10),
        FirstByte = TimeSpan.FromMinutes(10),
        Idle = TimeSpan.FromMinutes(10),
        Total = TimeSpan.FromMinutes(10),
    };

    public static TheoryData<string> Cases => [.. Stuck.Keys];

    private static Dictionary<string, (TimeoutSettings Timeouts, ScriptedAnswer Answer)> Stuck { get; } = new()
    {
        ["first byte: nothing comes"] = (AllLong with { FirstByte = Short }, new ScriptedAnswer(AnswerEnd.Hang)),
        ["first byte: a head and no body"] = (
            AllLong with { FirstByte = Short },
            new ScriptedAnswer(AnswerEnd.Hang, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")),
        ["first byte: half a head, byte by byte"] = (AllLong with { FirstByte = Short }, new ScriptedAnswer(AnswerEnd.Trickle, "HTTP/1.1 200 OK\r\n", "a")),
        ["idle: a stream that stops"] = (AllLong with { Idle = Short }, ScriptedAnswer.Events(AnswerEnd.Hang, false, Role, Text("a"))),
        ["idle: an answer in one piece that stops"] = (
            AllLong with { Idle = Short },
            new ScriptedAnswer(AnswerEnd.Hang, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")),
        ["total: nothing comes"] = (AllLong with { Total = Short }, new ScriptedAnswer(AnswerEnd.Hang)),
        ["total: a stream without an end"] = (AllLong with { Total = Short }, ScriptedAnswer.Events(AnswerEnd.Trickle, false, Role, Text("a"))),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task RunAsync_OneLimitShort_IsATimeoutAfterIt(string name)
    {
        (TimeoutSettings timeouts, ScriptedAnswer answer) = Stuck[name];
        await using ScriptedServer server = new(_ => answer);
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" }, timeouts);
        long startedAt = TimeProvider.System.GetTimestamp();

        Outcome outcome = await bench.RunAsync(seed: 7);

        Assert.Equal(Outcome.Timeout, outcome);
        Assert.True(TimeProvider.System.GetElapsedTime(startedAt) >= Short);
        Assert.Equal(1, bench.Counters[Outcome.Timeout]);
        Assert.Equal(0, bench.OpenConnections.Now); // what is given up is closed
    }

    /// <summary>A stream that goes on is not idle, however long it takes.</summary>
    [Fact]
    public async Task RunAsync_EventsWithinTheIdleLimit_AreNoTimeout()
    {
        string[] events = [.. Enumerable.Range(0, 20).Select(_ => Text("a"))];
        ScriptedAnswer whole = ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, [Role, .. events, Done]);
        await using ScriptedServer server = new(_ => whole with { PauseBetween = TimeSpan.FromMilliseconds(30) });
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" }, AllLong with { Idle = TimeSpan.FromSeconds(20), FirstByte = TimeSpan.FromSeconds(20) });

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));
    }

    /// <summary>A peer whose queue of connections is full answers no further one.</summary>
    [Fact]
    public async Task RunAsync_NoConnectionInTime_IsATimeoutAndAFailedConnection()
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(backlog: 0);
        IPEndPoint address = (IPEndPoint)listener.LocalEndPoint!;
        List<Socket> waiting = [];
        try
        {
            while (await TryConnectAsync(address) is { } socket) waiting.Add(socket);
            using ExchangeBench bench = new(new Uri($"http://127.0.0.1:{address.Port}/v1"), new RequestGroup { Name = "chat" }, AllLong with { Connect = Short });

            Assert.Equal(Outcome.Timeout, await bench.RunAsync(seed: 7));
            Assert.Equal(1, bench.Counters[Counter.ConnectionsFailed]);
            Assert.Equal(0, bench.Taken(Metric.Blocked).Count); // nothing was written
        }
        finally
        {
            foreach (Socket socket in waiting) socket.Dispose();
        }
    }

    private static async Task<Socket?> TryConnectAsync(IPEndPoint address)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(0.5));
        try
        {
            await socket.ConnectAsync(address, patience.Token);
            return socket;
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            return null;
        }
    }
}
