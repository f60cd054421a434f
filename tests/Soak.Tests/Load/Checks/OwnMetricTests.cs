using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load.Checks;

public sealed class OwnMetricTests
{
    private const string Usage = """{"choices":[],"usage":{"prompt_tokens":CACHED,"completion_tokens":2}}""";

    [Fact]
    public async Task RunAsync_TrendOfAHeader_IsItsDistributionInItsScale()
    {
        OwnMetricFigures figures = await FiguresOf(
            new OwnMetric { Name = "m", Header = "x-hotpath-upstream-ms", Scale = 0.5 },
            [.. Enumerable.Range(1, 20).Select(i => ScriptedAnswer.Json(ChatAnswer, headers: $"X-HotPath-Upstream-Ms: {i}.5\r\n"))]);

        Assert.Equal(20, figures.Count);
        Assert.Equal(0.75, figures.Min!.Value, tolerance: 0.001);
        Assert.Equal(5.25, figures.P50!.Value, tolerance: 0.01);
        Assert.Equal(10.25, figures.Max!.Value, tolerance: 0.02);
        Assert.Equal(5.5, figures.Mean!.Value, tolerance: 0.01);
    }

    [Fact]
    public async Task RunAsync_HeaderThatIsMissingOrNoNumber_CountsNothing()
    {
        OwnMetricFigures figures = await FiguresOf(
            new OwnMetric { Name = "m", Header = "X-Ms" },
            ScriptedAnswer.Json(ChatAnswer), ScriptedAnswer.Json(ChatAnswer, headers: "X-Ms: fast\r\n"), ScriptedAnswer.Json(ChatAnswer, headers: "X-Ms: 1e400\r\n"));

        Assert.Equal(new OwnMetricFigures(), figures);
    }

    [Fact]
    public async Task RunAsync_RateOfAText_IsTheShareThatIsIt()
    {
        OwnMetricFigures figures = await FiguresOf(
            new OwnMetric { Name = "m", Header = "X-Route-Decision", Kind = OwnMetricKind.Rate, Is = "fallback" },
            Decided("fallback"), Decided("weighted"), Decided("fallback"), Decided("Fallback"), ScriptedAnswer.Json(ChatAnswer));

        Assert.Equal((4, 0.5), (figures.Count, figures.Rate));
        Assert.Null(figures.P50);
    }

    [Fact]
    public async Task RunAsync_RateOfAJsonFlag_IsTheShareThatIsTrue()
    {
        OwnMetricFigures figures = await FiguresOf(
            new OwnMetric { Name = "m", Path = "meta.cached", Kind = OwnMetricKind.Rate },
            WithMeta("true"), WithMeta("false"), WithMeta("2"), WithMeta("0"), WithMeta("null"));

        Assert.Equal((4, 0.5), (figures.Count, figures.Rate));
    }

    [Fact]
    public async Task RunAsync_CounterOfAStream_TakesTheLastEventThatHasIt()
    {
        OwnMetricFigures figures = await FiguresOf(
            new OwnMetric { Name = "m", Path = "usage.prompt_tokens", Kind = OwnMetricKind.Counter },
            ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Text("a"), Cached(3), Cached(5), Done),
            ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Text("a"), Cached(7), Done));

        Assert.Equal((2, 12.0, 12.0), (figures.Count, figures.Sum, figures.SumPerSecond));
    }

    private static string Cached(int tokens) => Usage.Replace("CACHED", $"{tokens}", StringComparison.Ordinal);

    private static ScriptedAnswer Decided(string how) => ScriptedAnswer.Json(ChatAnswer, headers: $"X-Route-Decision: {how}\r\n");

    private static ScriptedAnswer WithMeta(string value) => ScriptedAnswer.Json($$$"""{"meta":{"cached":{{{value}}}},{{{ChatAnswer[1..]}}}""");

    private static async Task<OwnMetricFigures> FiguresOf(OwnMetric metric, params ScriptedAnswer[] answers)
    {
        bool streams = answers[0].Pieces.Length > 1;
        await using ScriptedServer server = new(number => answers[number]);
        using CheckedBench bench = new(server, new Scenario
        {
            Name = "x",
            Workload = [new RequestGroup { Name = "chat", Stream = streams }],
            Metrics = [metric],
        });

        foreach (ScriptedAnswer _ in answers) await bench.RunAsync();

        return bench.Figures().Metrics!["m"];
    }
}
