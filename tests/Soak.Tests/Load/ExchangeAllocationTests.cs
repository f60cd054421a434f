using HotPath.Http;
using HotPath.Recording;
using HotPath.Soak.Gateway;
using HotPath.Soak.Load;
using HotPath.Soak.Load.Checks;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Telemetry.Answers;
using HotPath.Tests;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

/// <summary>Whole requests over real sockets, many at a time: from the pool of connections to the last recorded latency.</summary>
[Collection(nameof(ExchangeAllocationTests))]
[CollectionDefinition(nameof(ExchangeAllocationTests), DisableParallelization = true)] // it counts the whole process
public sealed class ExchangeAllocationTests
{
    private const int Users = 24, RequestsEach = 100, EventsEach = 12;

    private const int MostBytesARequest = 8; // less than any object has

    /// <summary>More than the pool has threads: one that records its first latency in the middle of a round would be counted.</summary>
    private const int RecordingThreads = 64;

#if DEBUG
    private const bool IsDebug = true; // a debug build makes an object of each async method's state
#else
    private const bool IsDebug = false;
#endif

    [Theory(Explicit = IsDebug)]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    [InlineData(true, false, true)] // TLS keeps what it receives with for each thread: it must not move from the one to the other
    public async Task RunAsync_ManyAtATime_AllocatesNothing(bool tls, bool inspected, bool anotherThreadSends)
    {
        Scenario scenario = inspected ? Inspected : new Scenario { Name = "x", Workload = [new RequestGroup { Name = "chat" }] };
        RequestGroup group = scenario.Workload[0];
        AnswerRecorder? answers = AnswerRecorder.Of(scenario, budget: null);
        using GatewayCertificates? certificates = tls ? new GatewayCertificates([]) : null;
        using SteadyServer server = new(Users, [Named, .. Enumerable.Repeat(Text("word "), EventsEach - 3), Usage, Done], certificates?.Server);
        TlsSettings? settings = tls ? new TlsSettings { TargetHost = "localhost", Verify = false } : null;
        using ExchangeBench bench = new(server.Url, group, tls: settings)
        {
            Plan = new RequestPlan(group, server.Url, "sk-test", []) { Inspection = InspectionPlan.Of(scenario, group) },
            Recorder = GroupRecorder.OfCountsAlone(new LatencyRecorder(RecordingThreads), new Gauge(), answers: answers),
        };
        using AlarmClock clock = new(TimeProvider.System);
        (Exchange Exchange, Pause? Pause)[] users = [.. Enumerable.Range(0, Users).Select(_ => (bench.NewExchange(), anotherThreadSends ? new Pause(clock) : null))];
        Task Round() => Task.WhenAll(users.Select(user => RunAllAsync(bench, user.Exchange, user.Pause)));
        await Round();

        long least = await Allocations.LeastOfProcessAsync(Round);

        double aRequest = least / (double)(Users * RequestsEach);
        TestContext.Current.TestOutputHelper!.WriteLine($"{least:N0} B in a round, {aRequest:F2} B a request");
        Assert.InRange(aRequest, 0, MostBytesARequest);
        Assert.Equal(bench.Counters.Finished, bench.Counters[Outcome.Completed]);
        Assert.Equal(bench.Counters.Finished * EventsEach, bench.Counters[Counter.Events]);
        Assert.Equal(0, bench.Counters[Counter.Failed]);
        if (inspected) Assert.Equal(bench.Counters.Finished * 6, answers!.Checks!.Figures().Passed);
    }

    private const string Named = """{"model":"sim-small","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""";
    private const string Usage = """{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12}}""";

    /// <summary>All that can be asked of an answer, at once.</summary>
    private static Scenario Inspected { get; } = new()
    {
        Name = "x",
        Workload =
        [
            new RequestGroup
            {
                Name = "chat",
                Expect = new ExpectedAnswer
                {
                    SameModel = true,
                    Headers = new Dictionary<string, IReadOnlyList<string>> { ["Content-Type"] = ["text/event-stream"] },
                    Fields = ["usage.total_tokens"],
                    LeastTokens = 1,
                    UsageIsContent = true,
                },
            },
        ],
        Metrics =
        [
            new OwnMetric { Name = "tokens", Path = "usage.completion_tokens" },
            new OwnMetric { Name = "chunked", Header = "Transfer-Encoding", Kind = OwnMetricKind.Rate, Is = "chunked" },
            new OwnMetric { Name = "prompt", Path = "usage.prompt_tokens", Kind = OwnMetricKind.Counter },
        ],
        Cost = new CostSettings { Prices = new Dictionary<string, TokenPrice> { ["sim-small"] = new(0.1, 0.2) }, Budget = 1_000 },
    };

    /// <param name="pause">By which each request is sent on the clock's thread; null: where the answer before it ended.</param>
    private static async Task RunAllAsync(ExchangeBench bench, Exchange exchange, Pause? pause)
    {
        for (int number = 0; number < RequestsEach; number++)
        {
            if (pause is not null) await pause.UntilAsync(moment: 1, now: 0); // a moment that has passed, and yet a wait

            await exchange.RunAsync(bench.DueNow(number));
        }
    }
}
