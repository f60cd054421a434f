using System.Net;
using HotPath.Soak.Load;
using HotPath.Soak.Load.Retrying;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load.Retrying;

public sealed class RetriedExchangeTests
{
    private static readonly RetrySettings Quick = new()
    {
        Attempts = 3,
        Budget = 9,
        Base = TimeSpan.FromMilliseconds(1),
        Cap = TimeSpan.FromMilliseconds(2),
    };

    private static ScriptedAnswer Whole { get; } = ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Role, Text("a"), Done);

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task RunAsync_TurnedAwayThenAnswered_IsCompletedInOneRequest(int status)
    {
        await using ScriptedServer server = new(number => number < 2 ? ScriptedAnswer.Json("{}", status) : Whole);
        using RetryBench bench = new(server.Url, Quick);

        Outcome outcome = await bench.RunAsync(seed: 7);

        Assert.Equal(Outcome.Completed, outcome);
        Assert.Equal(3, server.Requests);
        Assert.Equal(1, bench.Counters.Finished);
        Assert.Equal(0, bench.Counters[Counter.Failed]);
        Assert.Equal(
            (2, 1, 1, 0),
            (bench.Counters[Counter.Retries], bench.Counters[Counter.RequestsRetried], bench.Counters[Counter.RequestsRecovered], bench.Counters[Counter.RetriesOverBudget]));
        Assert.Equal([(200, 1L), (status, 2L)], bench.Counters.Statuses.Order()); // each answer by its status
        Assert.Single(server.Bodies.Values.Distinct()); // the same request, seed and all
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task RunAsync_SentAgain_KeepsItsIdAndItsKey()
    {
        await using ScriptedServer server = new(number => number < 2 ? ScriptedAnswer.Json("{}", 503) : Whole);
        using RetryBench bench = new(server.Url, Quick, group: new RequestGroup { Name = "chat", SendsRequestId = true, SendsIdempotencyKey = true });

        await bench.RunAsync(seed: 7);

        Assert.Equal(3, server.Heads.Count);
        string head = Assert.Single(server.Heads.Distinct());
        Assert.Contains("\r\nX-Request-ID: ", head, StringComparison.Ordinal);
        Assert.Contains("\r\nIdempotency-Key: ", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NeverAnswered_FailsOnceWithTheLastOutcome()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json("{}", 503));
        using RetryBench bench = new(server.Url, Quick);

        Assert.Equal(Outcome.UpstreamError, await bench.RunAsync(seed: 7));

        Assert.Equal(3, server.Requests);
        Assert.Equal(1, bench.Counters[Outcome.UpstreamError]);
        Assert.Equal(1, bench.Counters[Counter.Failed]);
        Assert.Equal(0, bench.Counters[Counter.RequestsRecovered]);
    }

    [Fact]
    public async Task RunAsync_LostBeforeTheAnswerBegan_IsSentAgain()
    {
        await using ScriptedServer server = new(number => number == 0 ? new ScriptedAnswer(AnswerEnd.Reset) : Whole);
        using RetryBench bench = new(server.Url, Quick);

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));
        Assert.Equal(1, bench.Counters[Counter.RequestsRecovered]);
    }

    [Fact]
    public async Task RunAsync_NoAnswerInTime_IsSentAgain()
    {
        await using ScriptedServer server = new(number => number == 0 ? new ScriptedAnswer(AnswerEnd.Hang) : Whole);
        using RetryBench bench = new(server.Url, Quick, ExchangeBench.TimeoutsFor(Outcome.Timeout));

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));
        Assert.Equal(2, server.Requests);
    }

    public static TheoryData<string> BeganWell => [.. Begun.Keys];

    private static Dictionary<string, ScriptedAnswer> Begun { get; } = new()
    {
        ["closed after an event"] = ScriptedAnswer.Events(AnswerEnd.Close, false, Role, Text("a")),
        ["error in the stream"] = ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, """{"error":{"message":"overloaded"}}""", Done),
        ["400"] = ScriptedAnswer.Json("{}", 400),
        ["401"] = ScriptedAnswer.Json("{}", 401),
    };

    [Theory]
    [MemberData(nameof(BeganWell))]
    public async Task RunAsync_AnswerThatBeganOrIsFinal_IsNotSentAgain(string name)
    {
        await using ScriptedServer server = new(_ => Begun[name]);
        using RetryBench bench = new(server.Url, Quick);

        Assert.NotEqual(Outcome.Completed, await bench.RunAsync(seed: 7));

        Assert.Equal(1, server.Requests);
        Assert.Equal(0, bench.Counters[Counter.Retries]);
    }

    [Fact]
    public async Task RunAsync_StatusThatTheGroupExpects_IsNotSentAgain()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json("{}", 429));
        using RetryBench bench = new(server.Url, Quick, group: new RequestGroup { Name = "chat", ExpectedStatus = [200, 429] });

        Assert.Equal(Outcome.RateLimited, await bench.RunAsync(seed: 7));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task RunAsync_BudgetUsedUp_IsNotSentAgain()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json("{}", 503));
        using RetryBench bench = new(server.Url, Quick with { Budget = 0.1 });

        for (int i = 0; i < 25; i++) await bench.RunAsync(seed: i);

        Assert.Equal(25 + 2, server.Requests); // one in ten
        Assert.Equal(2, bench.Counters[Counter.Retries]);
        Assert.Equal(25, bench.Counters[Counter.RetriesOverBudget]);
    }

    [Theory]
    [InlineData("retry-after-ms: 300\r\n")]
    [InlineData("retry-after-ms: 300\r\nRetry-After: 3600\r\n")]
    [InlineData("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:49:38 GMT\r\n")]
    public async Task RunAsync_TheTargetSaysWhen_ComesNoEarlierAndTheWaitCountsFromDue(string headers)
    {
        await using ScriptedServer server = new(number => number == 0 ? ScriptedAnswer.Json("{}", 429, headers) : Whole);
        using RetryBench bench = new(server.Url, Quick);

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));

        long fromDue = bench.Taken(Metric.E2e).Min;
        Assert.InRange(fromDue, 299_000_000, 60_000_000_000);
        Assert.InRange(bench.Taken(Metric.E2eService).Max, 0, fromDue - 290_000_000); // from sent: of the last attempt alone
    }

    [Fact]
    public async Task RunAsync_TheTargetAsksForLongerThanARequestMayLast_IsNotSentAgain()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json("{}", 429, "Retry-After: 3600\r\n"));
        using RetryBench bench = new(server.Url, Quick);

        Assert.Equal(Outcome.RateLimited, await bench.RunAsync(seed: 7));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task End_WhileARequestWaits_EndsItWithWhatItHad()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json("{}", 503, "Retry-After: 20\r\n"));
        using RetryBench bench = new(server.Url, Quick);
        Task<Outcome> running = bench.RunAsync(seed: 7);
        while (!bench.Counters.Statuses.Any()) await Task.Delay(1, TestContext.Current.CancellationToken);

        bench.Retries.End();

        Assert.Equal(Outcome.UpstreamError, await running);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task RunAsync_Http2_HeedsWhatTheTargetSays()
    {
        Http2Answer turnedAway = Http2Answer.Json("{}", 429) with { Headers = new Dictionary<string, string> { ["Retry-After-Ms"] = "300" } };
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(
            number => number == 0 ? turnedAway : Http2Answer.Events(AnswerEnd.KeepOpen, Role, Text("a"), Done));
        using RetryBench bench = new(server.Url, Quick, transport: Transport.Http2);

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));

        Assert.Equal(2, server.Requests);
        Assert.InRange(bench.Taken(Metric.E2e).Min, 299_000_000, 60_000_000_000);
    }

    private sealed class RetryBench : IDisposable
    {
        private readonly ITransport _transport;
        private readonly Watchdog _watchdog = new(TimeProvider.System);
        private readonly Exchange _exchange;
        private readonly RequestPlan _plan;
        private readonly GroupRecorder _recorder = new(reservedShards: 1, new Gauge());

        public RetryBench(Uri url, RetrySettings settings, TimeoutSettings? timeouts = null, RequestGroup? group = null, Transport transport = Transport.Http1)
        {
            timeouts ??= ExchangeBench.TimeoutsFor(Outcome.Completed);
            Target target = new(url, "sk-test", [new IPEndPoint(IPAddress.Loopback, url.Port)]);
            TargetSettings how = new() { Timeouts = timeouts, Transport = transport };
            _transport = transport == Transport.Http2
                ? new Http2Transport(target, how, new ConnectionRecorder(), new GeneratorLimits(), TimeProvider.System)
                : new Http1Transport(target, how, new ConnectionRecorder(), new GeneratorLimits(), TimeProvider.System);
            Retries = new Retries(settings, longestWait: TimeSpan.FromSeconds(60), TimeProvider.System);
            _exchange = new Exchange(_transport.NewChannel(), timeouts, new Gauge(), TimeProvider.System, Retries);
            _watchdog.Watch(_exchange);
            _plan = new RequestPlan(group ?? new RequestGroup { Name = "chat" }, url, "sk-test", []);
        }

        public Retries Retries { get; }

        public CounterSet Counters => _recorder.Counters;

        public async Task<Outcome> RunAsync(long seed) =>
            await _exchange.RunAsync(new WorkItem(_plan, _recorder, new RequestDraw(seed), TimeProvider.System.GetTimestamp()));

        public HotPath.Recording.HistogramSnapshot Taken(Metric metric)
        {
            HotPath.Recording.HistogramSnapshot taken = new();
            _recorder.TakeInterval(metric, taken);
            return taken;
        }

        public void Dispose()
        {
            _exchange.Dispose();
            _watchdog.Dispose();
            Retries.Dispose();
            _transport.Dispose();
        }
    }
}
