using System.Text;
using System.Text.Json;
using HotPath.Requests;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Traces;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

public sealed class TraceReplayTests
{
    private const long TextSeed = 1;

    [Theory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(2_000)]
    public void WriteTo_AnyLength_HasAsManyWordsAsTheTraceHadTokens(int tokens)
    {
        Assert.Equal(tokens, Words(new TraceRequest(TimeSpan.Zero, tokens, 1, []), ownSeed: 5).Length);
        Assert.Equal(tokens, Words(new TraceRequest(TimeSpan.Zero, tokens, 1, [1, 2]), ownSeed: 5).Length);
    }

    [Fact]
    public void WriteTo_SameBlocks_ShareThePrefixAndNothingElse()
    {
        string[] first = Words(new TraceRequest(TimeSpan.Zero, 1_400, 1, [7, 8]), ownSeed: 1);
        string[] second = Words(new TraceRequest(TimeSpan.Zero, 1_600, 1, [7, 9]), ownSeed: 2);
        string[] third = Words(new TraceRequest(TimeSpan.Zero, 1_400, 1, [7, 8]), ownSeed: 3);

        Assert.Equal(first[..512], second[..512]);
        Assert.NotEqual(first[512..1_024], second[512..1_024]);
        Assert.Equal(first[..1_024], third[..1_024]);
        Assert.NotEqual(first[1_024..], third[1_024..]);
        Assert.NotEqual(first[..512], Words(new TraceRequest(TimeSpan.Zero, 512, 1, [7]), ownSeed: 1, textSeed: TextSeed + 1));
    }

    [Fact]
    public void WriteTo_WarmBuffer_AllocatesNothing()
    {
        RequestPlan plan = new(new RequestGroup { Name = "chat" }, new Uri("http://x/v1"), "sk-test", []);
        RequestDraw draw = new(9) { Trace = new TraceRequest(TimeSpan.Zero, 3_000, 50, [1, 2, 3]), TextSeed = TextSeed };
        using PooledBuffer output = new();
        plan.WriteTo(output, draw);

        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => AllocatedBy(() =>
        {
            output.ResetWrittenCount();
            plan.WriteTo(output, draw);
        })));
    }

    /// <summary>Asked several times: the runtime's own, as when it compiles a method again, comes once.</summary>
    private static long AllocatedBy(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 20; round++) action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public async Task Run_Trace_SendsEachRequestWithItsLengths()
    {
        int[] lengths = [3, 700, 12, 5];
        TraceLoad load = new()
        {
            WarmUp = TimeSpan.Zero,
            File = "t.jsonl",
            Requests = [.. lengths.Select((tokens, number) => new TraceRequest(TimeSpan.FromMilliseconds(10 * number), tokens, tokens + 1, []))],
        };
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        Scenario scenario = new() { Name = "replay", Load = load, Workload = [new RequestGroup { Name = "chat", Stream = false, SystemPrompt = "Be brief." }] };
        using EngineBench bench = new(scenario, server.Url);

        await bench.RunAsync();

        Assert.Equal(lengths.Length, bench.Counters[Outcome.Completed]);
        Assert.Equal(
            lengths.Select(tokens => (tokens, tokens + 1)).Order(),
            server.Bodies.Values.Select(body => LengthsOf(body)).Order());
    }

    private static (int Words, int MaxTokens) LengthsOf(string body)
    {
        using JsonDocument json = JsonDocument.Parse(body);
        string prompt = json.RootElement.GetProperty("messages")[1].GetProperty("content").GetString()!;
        return (prompt.Split(' ').Length, json.RootElement.GetProperty("max_tokens").GetInt32());
    }

    private static string[] Words(TraceRequest request, long ownSeed, long textSeed = TextSeed)
    {
        using PooledBuffer output = new();
        TracePrompts.WriteTo(output, request, textSeed, ownSeed);
        return Encoding.UTF8.GetString(output.WrittenSpan).TrimStart().Split(' ');
    }
}
