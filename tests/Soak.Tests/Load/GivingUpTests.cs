using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

/// <summary>Clients that give an answer up after a time of their own: no error, and no time-out.</summary>
public sealed class GivingUpTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(0.3);

    private static readonly RequestGroup Impatient = new() { Name = "chat", CancelAfter = Short };

    [Theory]
    [InlineData(false)] // before the head
    [InlineData(true)] // in mid-stream
    public async Task RunAsync_Http1_IsCancelledAfterItsTimeAndTheConnectionClosed(bool streams)
    {
        ScriptedAnswer answer = streams ? ScriptedAnswer.Events(AnswerEnd.Hang, false, Role, Text("a")) : new ScriptedAnswer(AnswerEnd.Hang);
        await using ScriptedServer server = new(_ => answer);
        using ExchangeBench bench = new(server.Url, Impatient);
        long startedAt = TimeProvider.System.GetTimestamp();

        Outcome outcome = await bench.RunAsync(seed: 7);

        Assert.True(TimeProvider.System.GetElapsedTime(startedAt) >= Short);
        AssertGivenUp(bench, outcome, streams);
        Assert.Equal(0, bench.OpenConnections.Now);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_Http2_IsCancelledAfterItsTimeAndTheConnectionGoesOn(bool streams)
    {
        int answered = 0;
        Http2Answer hanging = streams ? Http2Answer.Events(AnswerEnd.Hang, Role, Text("a")) : Http2Answer.Nothing(AnswerEnd.Hang);
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(
            _ => Interlocked.Increment(ref answered) == 1 ? hanging : Http2Answer.Events(AnswerEnd.KeepOpen, Role, Text("a"), Done));
        using ExchangeBench bench = new(server.Url, Impatient, transport: Transport.Http2);

        Outcome outcome = await bench.RunAsync(seed: 7);

        AssertGivenUp(bench, outcome, streams);
        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 8));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task RunAsync_EndsBefore_IsJudgedAsEver()
    {
        await using ScriptedServer server = new(number => number == 0 ? ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Role, Text("a"), Done) : ScriptedAnswer.Json("{}", 503));
        using ExchangeBench bench = new(server.Url, Impatient with { CancelAfter = TimeSpan.FromSeconds(20) });

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));
        Assert.Equal(Outcome.UpstreamError, await bench.RunAsync(seed: 8));

        Assert.Equal((0, 1), (bench.Counters[Counter.GivenUp], bench.Counters[Counter.Failed]));
    }

    [Fact]
    public async Task RunAsync_TimeoutFirst_IsATimeout()
    {
        await using ScriptedServer server = new(_ => new ScriptedAnswer(AnswerEnd.Hang));
        using ExchangeBench bench = new(server.Url, Impatient with { CancelAfter = TimeSpan.FromSeconds(20) }, ExchangeBench.TimeoutsFor(Outcome.Timeout));

        Assert.Equal(Outcome.Timeout, await bench.RunAsync(seed: 7));

        Assert.Equal((0, 1), (bench.Counters[Counter.GivenUp], bench.Counters[Counter.Failed]));
    }

    /// <summary>What the end of a run cuts off was not given up on purpose.</summary>
    [Fact]
    public async Task Cancel_BeforeItsTime_IsAFailureAndNotGivenUp()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedServer server = new(_ =>
        {
            asked.SetResult();
            return new ScriptedAnswer(AnswerEnd.Hang);
        });
        using ExchangeBench bench = new(server.Url, Impatient with { CancelAfter = TimeSpan.FromSeconds(20) });
        Exchange exchange = bench.NewExchange();

        Task<Outcome> running = bench.RunAsync(exchange, seed: 7);
        await asked.Task;
        exchange.Cancel();

        Assert.Equal(Outcome.Cancelled, await running);
        Assert.Equal((0, 1), (bench.Counters[Counter.GivenUp], bench.Counters[Counter.Failed]));
    }

    private static void AssertGivenUp(ExchangeBench bench, Outcome outcome, bool streams)
    {
        Assert.Equal(Outcome.Cancelled, outcome);
        Assert.Equal((1, 0), (bench.Counters[Counter.GivenUp], bench.Counters[Counter.Failed]));
        Assert.Equal(streams ? 1 : 0, bench.Counters[Counter.StreamsGivenUp]);
        Assert.Equal((0, 0), (bench.Counters[Counter.StreamsTruncated], bench.Counters[Counter.StreamsEnded]));
    }
}
