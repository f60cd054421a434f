using System.Net;
using HotPath.Recording;
using HotPath.Soak.Load;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

/// <summary>Who closed a connection and why: counted once each, and all of them together are what was opened.</summary>
public sealed class ConnectionEndTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly RequestGroup Whole = new() { Name = "chat", Stream = false };

    private static readonly ConnectionSettings Lasting = new() { Idle = Hour, Lifetime = Hour };

    private static readonly string Answered = ScriptedAnswer.Json(ChatAnswer).Pieces[0];

    public static TheoryData<string> Answers => [.. ByAnswer.Keys];

    /// <summary>What the server does with one request, and what its connection is closed for, with the next request at the latest.</summary>
    private static Dictionary<string, (ScriptedAnswer Answer, ConnectionEnd End)> ByAnswer { get; } = new()
    {
        ["FIN after the answer"] = (ScriptedAnswer.Json(ChatAnswer) with { End = AnswerEnd.Close }, ConnectionEnd.PeerFin),
        ["FIN instead of an answer"] = (new ScriptedAnswer(AnswerEnd.Close), ConnectionEnd.PeerFin),
        ["FIN in mid-answer"] = (new ScriptedAnswer(AnswerEnd.Close, Answered[..^5]), ConnectionEnd.PeerFin),
        ["FIN that ends the answer"] = (new ScriptedAnswer(AnswerEnd.Close, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{ChatAnswer}"), ConnectionEnd.PeerFin),
        ["reset after the answer"] = (ScriptedAnswer.Json(ChatAnswer) with { End = AnswerEnd.Reset }, ConnectionEnd.PeerReset),
        ["reset instead of an answer"] = (new ScriptedAnswer(AnswerEnd.Reset), ConnectionEnd.PeerReset),
        ["reset in mid-answer"] = (new ScriptedAnswer(AnswerEnd.Reset, Answered[..^5]), ConnectionEnd.PeerReset),
        ["Connection: close"] = (ScriptedAnswer.Json(ChatAnswer, headers: "Connection: close\r\n"), ConnectionEnd.PeerAsked),
        ["no HTTP"] = (new ScriptedAnswer(AnswerEnd.KeepOpen, "Please speak after the tone.\r\n\r\n"), ConnectionEnd.Error),
        ["more than the answer"] = (new ScriptedAnswer(AnswerEnd.KeepOpen, $"{Answered}and more"), ConnectionEnd.Error),
        ["no answer in time"] = (new ScriptedAnswer(AnswerEnd.Hang), ConnectionEnd.TimedOut),
        ["no end of the answer in time"] = (new ScriptedAnswer(AnswerEnd.Hang, Answered[..^5]), ConnectionEnd.TimedOut),
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task RunAsync_WhateverTheServerDoes_IsItsReason(string name)
    {
        (ScriptedAnswer answer, ConnectionEnd end) = ByAnswer[name];
        await using ScriptedServer server = new(number => number == 0 ? answer : ScriptedAnswer.Json(ChatAnswer));
        TimeoutSettings timeouts = ExchangeBench.TimeoutsFor(end == ConnectionEnd.TimedOut ? Outcome.Timeout : Outcome.Completed);
        using ExchangeBench bench = BenchOf(server, Lasting, timeouts);

        await bench.RunAsync(seed: 1);
        if (answer.End is AnswerEnd.Close or AnswerEnd.Reset) await server.ClosedAsync(1, TestContext.Current.CancellationToken);
        await bench.RunAsync(seed: 2); // finds one dead that the server has closed in silence

        AssertOnly(bench, end, closed: 1);
        AssertAddsUp(bench, server.Connections);
    }

    [Fact]
    public async Task RunAsync_UserGivesUp_IsItsReason()
    {
        await using ScriptedServer server = new(_ => new ScriptedAnswer(AnswerEnd.Hang));
        using ExchangeBench bench = new(server.Url, Whole with { CancelAfter = TimeSpan.FromSeconds(0.2) });

        await bench.RunAsync(seed: 1);

        AssertOnly(bench, ConnectionEnd.GivenUp, closed: 1);
        AssertAddsUp(bench, server.Connections);
    }

    [Fact]
    public async Task Cancel_RunIsOver_IsItsReason()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedServer server = new(_ =>
        {
            asked.SetResult();
            return new ScriptedAnswer(AnswerEnd.Hang);
        });
        using ExchangeBench bench = BenchOf(server, Lasting);
        Exchange exchange = bench.NewExchange();

        Task<Outcome> running = bench.RunAsync(exchange, seed: 1);
        await asked.Task;
        exchange.Cancel();

        Assert.Equal(Outcome.Cancelled, await running);
        AssertOnly(bench, ConnectionEnd.RunEnded, closed: 1);
    }

    [Fact]
    public async Task RunAsync_LimitsOfOurOwn_AreTheirReasons()
    {
        await AssertLimitAsync(Lasting with { Requests = 1 }, TimeSpan.Zero, ConnectionEnd.Requests, closed: 2);
        await AssertLimitAsync(Lasting with { Idle = TimeSpan.FromSeconds(30) }, TimeSpan.FromSeconds(31), ConnectionEnd.Idle, closed: 1);
        await AssertLimitAsync(Lasting with { Lifetime = TimeSpan.FromMinutes(10) }, TimeSpan.FromMinutes(11), ConnectionEnd.Lifetime, closed: 1);
    }

    /// <summary>It has been closed when we come to close it: what we would have closed it for is not why.</summary>
    [Fact]
    public async Task RunAsync_PeerLeftAnIdleConnectionThatIsTooOld_IsThePeersDoing()
    {
        ShiftedTime time = new();
        await using ScriptedServer server = new(number => number == 0 ? ScriptedAnswer.Json(ChatAnswer) with { End = AnswerEnd.Close } : ScriptedAnswer.Json(ChatAnswer));
        using ExchangeBench bench = BenchOf(server, Lasting with { Idle = TimeSpan.FromSeconds(30) }, time: time);
        await bench.RunAsync(seed: 1);
        await server.ClosedAsync(1, TestContext.Current.CancellationToken);
        await SeenByEveryLoopAsync(server);

        time.Advance(TimeSpan.FromSeconds(31));
        await bench.RunAsync(seed: 2);

        AssertOnly(bench, ConnectionEnd.PeerFin, closed: 1);
    }

    [Fact]
    public async Task Dispose_IdleConnections_EndWithTheRun()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        using ExchangeBench bench = BenchOf(server, Lasting);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => bench.RunAsync(bench.NewExchange(), i)));
        long opened = bench.Counters[Counter.ConnectionsOpened];
        Assert.Equal((opened, opened), (bench.Connections.Open.Now, bench.Connections.Idle.Now));

        bench.Transport.Dispose();

        AssertOnly(bench, ConnectionEnd.RunEnded, closed: opened);
        AssertAddsUp(bench, server.Connections);
        Assert.Equal((0, 0), (bench.Connections.Open.Now, bench.Connections.Idle.Now));
    }

    [Fact]
    public async Task Closed_Connections_HaveTheirAgeAndTheirRequests()
    {
        ShiftedTime time = new();
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        using ExchangeBench bench = BenchOf(server, Lasting with { Requests = 3 }, time: time);

        for (int i = 0; i < 7; i++)
        {
            await bench.RunAsync(seed: i);
            time.Advance(TimeSpan.FromSeconds(10));
        }

        bench.Transport.Dispose();
        HistogramSnapshot requests = new(), ages = new();
        bench.Connections.RequestsEach.TakeInterval(requests);
        bench.Connections.Ages.TakeInterval(ages);
        Assert.Equal((3, 1, 3, 7 / 3.0), (requests.Count, requests.Min, requests.Max, requests.Mean));
        Assert.Equal(3, ages.Count);
        Assert.InRange(ages.Max / ConnectionRecorder.AgeUnitsPerSecond, 20, 25); // closed with the answer to its third request
        Assert.InRange(ages.Min / ConnectionRecorder.AgeUnitsPerSecond, 9.9, 15); // the last one, idle at the end
    }

    [Fact]
    public async Task RentAsync_PoolIsEmpty_CountsWhoWaits()
    {
        TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedServer server = new(_ =>
        {
            answer.Task.Wait(TestContext.Current.CancellationToken);
            return ScriptedAnswer.Json(ChatAnswer);
        });
        using ExchangeBench bench = BenchOf(server, Lasting with { Max = 2 });

        Task<Outcome>[] running = [.. Enumerable.Range(0, 7).Select(i => bench.RunAsync(bench.NewExchange(), i))];
        Assert.Equal(5, bench.Connections.Waiting.Now);
        answer.SetResult();
        await Task.WhenAll(running);

        Assert.Equal((0, 5), (bench.Connections.Waiting.Now, bench.Connections.Waiting.Peak));
        Assert.Equal((2, 2, 2), (bench.Connections.Open.Peak, bench.Connections.Open.Now, bench.Connections.Idle.Now));
        Assert.Equal(0, bench.Counters.ConnectionsClosed);
    }

    /// <summary>A connection of the warm-up that the measured time closes is closed in it, whoever used it last.</summary>
    [Fact]
    public async Task Closed_ConnectionOfTheWarmUp_CountsWhereItWasClosed()
    {
        RunRecorder recorder = new(new Scenario { Name = "x", Workload = [Whole] }, recordingThreads: 1);
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        using ExchangeBench bench = new(server.Url, Whole) { Recorder = recorder.WarmUp[0] };
        await bench.RunAsync(seed: 1);

        recorder.BeginMeasured();
        bench.Transport.Dispose();

        Assert.Equal((1, 0), (recorder.WarmUp[0].Counters[Counter.ConnectionsOpened], recorder.WarmUp[0].Counters.ConnectionsClosed));
        Assert.Equal((0, 1), (recorder.Measured[0].Counters[Counter.ConnectionsOpened], recorder.Measured[0].Counters[ConnectionEnd.RunEnded]));
    }

    private static async Task AssertLimitAsync(ConnectionSettings settings, TimeSpan pause, ConnectionEnd end, long closed)
    {
        ShiftedTime time = new();
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        using ExchangeBench bench = BenchOf(server, settings, time: time);

        await bench.RunAsync(seed: 1);
        time.Advance(pause);
        await bench.RunAsync(seed: 2);

        AssertOnly(bench, end, closed);
        AssertAddsUp(bench, server.Connections);
    }

    /// <summary>New connections go from loop to loop, and a loop that has seen an answer has seen what came before it.</summary>
    private static async Task SeenByEveryLoopAsync(ScriptedServer server)
    {
        for (int connection = 0; connection < 8 * Environment.ProcessorCount; connection++) // as other tests connect meanwhile
        {
            using ExchangeBench other = BenchOf(server, Lasting);
            await other.RunAsync(seed: connection);
        }
    }

    private static void AssertOnly(ExchangeBench bench, ConnectionEnd end, long closed) => Assert.Equal(
        Enum.GetValues<ConnectionEnd>().Select(each => (each, each == end ? closed : 0)),
        Enum.GetValues<ConnectionEnd>().Select(each => (each, bench.Counters[each])));

    private static void AssertAddsUp(ExchangeBench bench, int accepted)
    {
        Assert.Equal(accepted, bench.Counters[Counter.ConnectionsOpened]);
        Assert.Equal(bench.Counters[Counter.ConnectionsOpened], bench.Counters.ConnectionsClosed + bench.Connections.Open.Now);
    }

    private static ExchangeBench BenchOf(ScriptedServer server, ConnectionSettings connections, TimeoutSettings? timeouts = null, TimeProvider? time = null) => new(
        new Target(server.Url, "sk-test", [new IPEndPoint(IPAddress.Loopback, server.Url.Port)]),
        Whole,
        new TargetSettings { Connections = connections, Timeouts = timeouts ?? ExchangeBench.TimeoutsFor(Outcome.Completed) },
        time ?? TimeProvider.System);
}
