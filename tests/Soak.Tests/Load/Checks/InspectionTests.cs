using System.Text;
using HotPath.Analysis.Results;
using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load.Checks;

/// <summary>Each check of a scenario, held and broken, over a whole answer and a stream, in one piece and in single bytes.</summary>
public sealed class InspectionTests
{
    private const string Named = """{"model":"sim-small","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""";
    private const string Other = """{"model":"sim-large","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""";

    private static readonly Dictionary<string, IReadOnlyList<string>> ProviderAlphaOrBeta = new() { ["X-Upstream-Provider"] = ["alpha", "beta"] };

    /// <summary>What is expected, the check's name, and answers that are so and are not.</summary>
    private static Dictionary<string, (ExpectedAnswer Expect, string Check, Answer Right, Answer Wrong)> Checks { get; } = new()
    {
        ["model of a stream"] = (new() { SameModel = true }, "model", Stream(Named, Text("a"), Done), Stream(Other, Text("a"), Done)),
        ["model that a stream does not name"] = (new() { SameModel = true }, "model", Stream(Text("a"), Named, Done), Stream(Text("a"), Done)),
        ["model of a whole answer"] = (new() { SameModel = true }, "model", Whole("sim-small"), Whole("sim-large")),
        ["header that is there"] = (new() { Headers = Header("X-Request-ID") }, "header X-Request-ID", Whole(headers: "X-Request-ID: 5\r\n"), Whole()),
        ["header in any case"] = (new() { Headers = Header("X-Request-ID") }, "header X-Request-ID", Whole(headers: "x-request-id: 5\r\n"), Whole(headers: "x-request-i: 5\r\n")),
        ["header in a set"] = (new() { Headers = ProviderAlphaOrBeta }, "header X-Upstream-Provider", Whole(headers: "X-Upstream-Provider: beta\r\n"), Whole(headers: "X-Upstream-Provider: gamma\r\n")),
        ["header of a stream"] = (new() { Headers = ProviderAlphaOrBeta }, "header X-Upstream-Provider", Stream(Text("a"), Done) with { Headers = "X-Upstream-Provider: alpha\r\n" }, Stream(Text("a"), Done)),
        ["header of a refusal"] = (new() { HeadersWhenRefused = Header("Retry-After") }, "header Retry-After", Refused("Retry-After: 1\r\n"), Refused("")),
        ["field"] = (new() { Fields = ["usage.total_tokens"] }, "field usage.total_tokens", Whole(), Whole(usage: """{"total_token":2}""")),
        ["field that is null"] = (new() { Fields = ["usage"] }, "field usage", Whole(), Whole(usage: "null")),
        ["field that is empty"] = (new() { Fields = ["choices.0.message.content"] }, "field choices.0.message.content", Whole(), Whole(content: "")),
        ["field that is an empty list"] = (new() { Fields = ["tags"] }, "field tags", Whole(more: "\"tags\":[null],"), Whole(more: "\"tags\":[],")),
        ["field that is an empty object"] = (new() { Fields = ["meta"] }, "field meta", Whole(more: "\"meta\":{\"a\":1},"), Whole(more: "\"meta\":{},")),
        ["field that is false"] = (new() { Fields = ["a.b"] }, "field a.b", Whole(more: "\"a\":{\"b\":false},"), Whole(more: "\"a\":{\"c\":{\"b\":true}},")),
        ["field whose name is written in escapes"] = (new() { Fields = ["tags"] }, "field tags", Whole(more: "\"t\\u0061gs\":1,"), Whole(more: "\"t\\u0062gs\":1,")),
        ["field of a stream in any event"] = (new() { Fields = ["usage.total_tokens"] }, "field usage.total_tokens", Stream(Text("a"), Usage(1, 1, 2), Done), Stream(Text("a"), Done)),
        ["tokens, not too few"] = (new() { LeastTokens = 3 }, "tokens", Stream(Text("a"), Usage(1, 3, 4), Done), Stream(Text("a"), Usage(1, 2, 3), Done)),
        ["tokens, not too many"] = (new() { MostTokens = 3 }, "tokens", Stream(Text("a"), Usage(1, 3, 4), Done), Stream(Text("a"), Usage(1, 4, 5), Done)),
        ["tokens of a whole answer"] = (new() { LeastTokens = 1 }, "tokens", Whole(), Whole(usage: "null")),
        ["usage that adds up"] = (new() { UsageIsContent = true }, "usage", Stream(Text("a"), Usage(1, 3, 4), Done), Stream(Text("a"), Usage(1, 3, 5), Done)),
        ["usage that is there"] = (new() { UsageIsContent = true }, "usage", Whole(), Whole(usage: "null")),
        ["usage without content"] = (new() { UsageIsContent = true }, "usage", Stream(Named, Usage(1, 0, 1), Done), Stream(Named, Usage(1, 3, 4), Done)),
    };

    public static TheoryData<string, bool> Cases
    {
        get
        {
            TheoryData<string, bool> cases = [];
            foreach (string name in Checks.Keys)
            {
                cases.Add(name, false);
                cases.Add(name, true);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task RunAsync_CheckThatHoldsAndOneThatDoesNot_CountsEachAndFailsTheRequestOnce(string name, bool inSingleBytes)
    {
        (ExpectedAnswer expect, string check, Answer right, Answer wrong) = Checks[name];
        await using ScriptedServer server = new(number => (number == 1 ? wrong : right).ToScript(inSingleBytes));
        using CheckedBench bench = new(server, new RequestGroup { Name = "chat", Stream = right.IsStream, ExpectedStatus = [200, 429], Expect = expect });

        for (int i = 0; i < 3; i++) await bench.RunAsync();

        CheckFigures checks = bench.Figures().Checks!;
        Assert.Equal(new CheckCount(2, 1), checks.ByName[check]);
        Assert.Equal(new CheckCount(3, 0), checks.ByName["status"]);
        Assert.Equal((5, 1), (checks.Passed, checks.Failed));
        Assert.Equal((1, 1), (bench.Counters[Counter.Failed], bench.Counters[Counter.FailedInCheck]));
        Assert.Equal(3, bench.Counters.Finished);
    }

    [Fact]
    public async Task RunAsync_StatusThatIsNotExpected_FailsThatCheckAndAsksNoOther()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json("{}", 500));
        using CheckedBench bench = new(server, new RequestGroup { Name = "chat", Expect = new() { Headers = Header("X-Cache"), HeadersWhenRefused = Header("Retry-After"), SameModel = true } });

        await bench.RunAsync();

        CheckFigures checks = bench.Figures().Checks!;
        Assert.Equal(new CheckCount(0, 1), checks.ByName["status"]);
        Assert.All(checks.ByName.Where(check => check.Key != "status"), check => Assert.Equal(new CheckCount(0, 0), check.Value));
        Assert.Equal((1, 1, 0), (bench.Counters[Counter.Failed], bench.Counters[Counter.FailedByStatus], bench.Counters[Counter.FailedInCheck]));
    }

    [Fact]
    public async Task RunAsync_StreamThatBreaksOff_IsAskedNothingOfItsContent()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Events(AnswerEnd.Close, false, Named, Text("a")));
        using CheckedBench bench = new(server, new RequestGroup { Name = "chat", Expect = new() { SameModel = true, UsageIsContent = true } });

        Assert.Equal(Outcome.Truncated, await bench.RunAsync());

        CheckFigures checks = bench.Figures().Checks!;
        Assert.Equal((1, 0), (checks.Passed, checks.Failed)); // its status
        Assert.Equal(1, bench.Counters[Counter.FailedInContent]);
    }

    [Fact]
    public async Task RunAsync_SimulatedTextWithAnotherUsage_FailsTheCheck()
    {
        string simulated = """{"system_fingerprint":"hotpath-1","choices":[{"index":0,"delta":{"content":"WORDS"}}]}""".Replace("WORDS", SimulatedWords(seed: 7, count: 3), StringComparison.Ordinal);
        await using ScriptedServer server = new(number => Stream(simulated, Usage(1, number == 0 ? 3 : 4, 0), Done).ToScript(inSingleBytes: false));
        using CheckedBench bench = new(server, new RequestGroup { Name = "chat", Expect = new() { UsageIsContent = true } });

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));
        Assert.Equal(Outcome.Corrupt, await bench.RunAsync(seed: 7));

        Assert.Equal(new CheckCount(1, 1), bench.Figures().Checks!.ByName["usage"]);
    }

    [Fact]
    public async Task RunAsync_ScenarioThatAsksForNothing_RecordsNothing()
    {
        await using ScriptedServer server = new(_ => Stream(Text("a"), Done).ToScript(inSingleBytes: false));
        using CheckedBench bench = new(server, new RequestGroup { Name = "chat" });

        Assert.Equal(Outcome.Completed, await bench.RunAsync());

        Assert.Null(bench.Answers);
    }

    private static string SimulatedWords(long seed, int count)
    {
        StringBuilder text = new();
        Span<byte> token = stackalloc byte[SimulatedText.MaxTokenBytes];
        for (int i = 0; i < count; i++)
        {
            int length = SimulatedText.WriteToken(seed, i, token);
            text.Append(System.Text.Json.JsonEncodedText.Encode(token[..length]));
        }

        return text.ToString();
    }

    private static Dictionary<string, IReadOnlyList<string>> Header(string name) => new() { [name] = [] };

    private static string Usage(long prompt, long completion, long total) =>
        $$$"""{"choices":[],"usage":{"prompt_tokens":{{{prompt}}},"completion_tokens":{{{completion}}},"total_tokens":{{{total}}}}}""";

    private static Answer Stream(params string[] events) => new(200, "", events, null);

    private static Answer Refused(string headers) => new(429, headers, [], "{}");

    private static Answer Whole(
        string model = "sim-small", string content = "hi", string headers = "", string more = "", string usage = """{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}""") =>
        new(200, headers, [], $$$"""{"model":"{{{model}}}",{{{more}}}"choices":[{"index":0,"message":{"role":"assistant","content":"{{{content}}}"}}],"usage":{{{usage}}}}""");

    /// <param name="Json">Null: a stream of events.</param>
    private sealed record Answer(int Status, string Headers, string[] Events, string? Json)
    {
        public bool IsStream => Json is null;

        public ScriptedAnswer ToScript(bool inSingleBytes)
        {
            string body = Json ?? string.Concat(Events.Select(e => $"data: {e}\n\n"));
            string head = $"HTTP/1.1 {Status} X\r\nContent-Type: {(IsStream ? "text/event-stream" : "application/json")}\r\n{Headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n";
            return inSingleBytes
                ? new ScriptedAnswer(AnswerEnd.KeepOpen, [head, .. body.Select(character => character.ToString())])
                : new ScriptedAnswer(AnswerEnd.KeepOpen, head + body);
        }
    }
}
