using HotPath.Recording;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

/// <summary>Which latencies an exchange records, and how they lie to each other.</summary>
public sealed class LatencyMomentsTests
{
    private const string Reasoning = """{"choices":[{"index":0,"delta":{"reasoning_content":"hmm"},"finish_reason":null}]}""";

    [Fact]
    public async Task RunAsync_StreamThatReasonsFirst_HasEachFirstOnce()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Role, Reasoning, Reasoning, Text("a"), Text("b"), Done));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" });

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));

        Dictionary<Metric, HistogramSnapshot> taken = Enum.GetValues<Metric>().ToDictionary(metric => metric, bench.Taken);
        Metric[] inOrder = [Metric.Headers, Metric.FirstEvent, Metric.FirstReasoning, Metric.FirstContent, Metric.E2e];
        Assert.All(inOrder, metric => Assert.Equal(1, taken[metric].Count));
        Assert.Equal(inOrder.Select(metric => taken[metric].Max), inOrder.Select(metric => taken[metric].Max).Order());
        Assert.Equal(taken[Metric.FirstReasoning].Max, taken[Metric.Ttft].Max);
        Assert.Equal(3, taken[Metric.Gap].Count);
        AssertFromSentIsNoLonger(taken, (Metric.Headers, Metric.HeadersService), (Metric.FirstEvent, Metric.FirstEventService),
            (Metric.FirstReasoning, Metric.FirstReasoningService), (Metric.FirstContent, Metric.FirstContentService),
            (Metric.Ttft, Metric.TtftService), (Metric.E2e, Metric.E2eService));
    }

    [Fact]
    public async Task RunAsync_StreamWithoutReasoning_HasItsFirstContentAsFirstToken()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Role, Text("a"), Text("b"), Done));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" });

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));

        Assert.Equal(0, bench.Taken(Metric.FirstReasoning).Count);
        Assert.Equal(bench.Taken(Metric.Ttft).Max, bench.Taken(Metric.FirstContent).Max);
        Assert.Equal(1, bench.Taken(Metric.FirstEvent).Count);
    }

    [Fact]
    public async Task RunAsync_AnswerInOnePiece_HasNoFirstEvent()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat", Stream = false });

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));

        Assert.Equal(0, bench.Taken(Metric.FirstEvent).Count + bench.Taken(Metric.Ttft).Count);
        Assert.Equal(1, bench.Taken(Metric.Blocked).Count);
    }

    /// <summary>The second request has no connection until the first is given up after its time-out.</summary>
    [Fact]
    public async Task RunAsync_WaitsForAConnection_RecordsTheWaitAsBlocked()
    {
        await using ScriptedServer server = new(number => number == 0 ? new ScriptedAnswer(AnswerEnd.Hang) : ScriptedAnswer.Json(ChatAnswer));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat", Stream = false }, ExchangeBench.TimeoutsFor(Outcome.Timeout), maxConnections: 1);
        Task<Outcome> first = bench.RunAsync(seed: 1);

        Task<Outcome> second = bench.RunAsync(bench.NewExchange(), seed: 2);

        Assert.Equal(Outcome.Timeout, await first);
        Assert.Equal(Outcome.Completed, await second);
        HistogramSnapshot blocked = bench.Taken(Metric.Blocked);
        Assert.Equal(2, blocked.Count);
        Assert.InRange(blocked.Max, 0.2e9, 60e9);
        Assert.InRange(bench.Taken(Metric.E2e).Max, blocked.Max, 60e9); // the wait is part of what counts from due
    }

    [Fact]
    public async Task RunAsync_EachRequest_CountsTheBytesThatWereSent()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat", Stream = false });

        for (int i = 0; i < 3; i++) await bench.RunAsync(seed: i);

        Assert.Equal(
            server.Heads.Sum(head => head.Length + "\r\n\r\n".Length) + server.Bodies.Values.Sum(body => body.Length),
            bench.Counters[Counter.BytesSent]);
    }

    private static void AssertFromSentIsNoLonger(Dictionary<Metric, HistogramSnapshot> taken, params (Metric FromDue, Metric FromSent)[] pairs) =>
        Assert.All(pairs, pair => Assert.InRange(taken[pair.FromSent].Max, 0, taken[pair.FromDue].Max));
}
