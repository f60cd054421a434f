using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load.Checks;

/// <summary>Whole requests over real sockets, told apart by what their answers say.</summary>
public sealed class SlicedExchangeTests
{
    [Fact]
    public async Task RunAsync_AnswersOfTwoProviders_AreCountedApartAndSumUp()
    {
        ScriptedAnswer[] answers =
        [
            ScriptedAnswer.Json(Answer, headers: "X-Upstream-Provider: alpha\r\nX-Cache: miss\r\n"),
            ScriptedAnswer.Json(Answer, headers: "X-Upstream-Provider: beta\r\nX-Cache: miss\r\n"),
            ScriptedAnswer.Json(Answer, headers: "X-Upstream-Provider: alpha\r\nX-Cache: hit\r\n"),
            ScriptedAnswer.Json("{}", 503, headers: "X-Upstream-Provider: beta\r\n"),
            new ScriptedAnswer(AnswerEnd.Close),
        ];
        await using ScriptedServer server = new(number => answers[number]);
        using CheckedBench bench = new(server, Scenario);

        for (int i = 0; i < answers.Length; i++) await bench.RunAsync();

        RunResult run = bench.Figures();
        SliceSet by = run.By!;
        Assert.Equal((2, 0, 2), Counts(by.Provider!["alpha"]));
        Assert.Equal((2, 1, 1), Counts(by.Provider["beta"]));
        Assert.Equal((1, 1, 0), Counts(by.Provider["none"]));
        Assert.Equal((1, 1), (by.Provider["none"].ConnectionErrors, by.Status!["none"].Requests));
        Assert.Equal((3, 1), (by.Status["200"].Requests, by.Status["503"].Failed));
        Assert.Equal((1, 2, 0.333), (run.Cache!.Hits, run.Cache.Misses, Math.Round(run.Cache.HitRate!.Value, 3)));
        Assert.Equal(5, by.Model!["sim-small"].Requests);
        Assert.Equal(Answer.Length * 2L, by.Provider["alpha"].Bytes);
        Assert.Equal(2 * 3, by.Provider["alpha"].Tokens);
        Assert.Equal(0.000005 * 9, run.Cost!.Total, precision: 12); // three answers of 3 tokens at 5 dollars a million
        Assert.Equal((2, 1, 1), (bench.Counters[Counter.Failed], bench.Counters[Counter.FailedByStatus], bench.Counters[Counter.FailedByConnection]));
    }

    [Fact]
    public async Task RunAsync_Stream_RecordsItsTokensAndMoments()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Role, Text("a"), Text("b"), Done));
        using CheckedBench bench = new(server, Scenario with { Workload = [new RequestGroup { Name = "chat" }] });

        await bench.RunAsync();

        SliceFigures all = bench.Figures().By!.Endpoint!["chat"];
        Assert.Equal((1, 0, 2), (all.Requests, all.Failed, all.Tokens));
        Assert.All([all.Headers, all.Ttft, all.E2e, all.E2eService], latency => Assert.Equal(1, latency!.Count));
        Assert.True(all.Headers!.P50 <= all.Ttft!.P50 && all.Ttft.P50 <= all.E2e!.P50 && all.E2eService!.P50 <= all.E2e.P50);
    }

    private const string Answer = """{"choices":[{"index":0,"message":{"content":"hi"}}],"usage":{"prompt_tokens":4,"completion_tokens":3,"total_tokens":7}}""";

    private static Scenario Scenario { get; } = new()
    {
        Name = "x",
        Workload = [new RequestGroup { Name = "chat", Stream = false }],
        Thresholds = ["by.provider.alpha.requests > 1"],
        Cost = new CostSettings { Prices = new Dictionary<string, TokenPrice> { ["sim-small"] = new(0, 5) } },
    };

    private static (long Requests, long Failed, long Answered) Counts(SliceFigures slice) => (slice.Requests, slice.Failed, slice.E2e?.Count ?? 0);
}
