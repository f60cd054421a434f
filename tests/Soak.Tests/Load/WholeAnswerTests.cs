using System.Globalization;
using System.Text;
using System.Text.Json;
using HotPath.Soak.Content;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Tests.Content;
using static HotPath.Soak.Tests.Load.ChatTexts;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Tests.Load;

/// <summary>Answers in one piece of the endpoints beside chat, over real sockets.</summary>
public sealed class WholeAnswerTests
{
    private const long Seed = 7;

    public static TheoryData<string> Cases => [.. Answers.Keys];

    private static Dictionary<string, (RequestGroup Group, string Answer, Outcome Expected)> Answers { get; } = new()
    {
        ["completion"] = (Group(Endpoint.Completions), CompletionAnswer, Outcome.Completed),
        ["response"] = (Group(Endpoint.Responses), ResponseAnswer, Outcome.Completed),
        ["message"] = (Group(Endpoint.Messages), MessageAnswer, Outcome.Completed),
        ["a chat's answer to a response"] = (Group(Endpoint.Responses), ChatAnswer, Outcome.Malformed),
        ["a message's answer to a chat"] = (Group(Endpoint.Chat), MessageAnswer, Outcome.Malformed),
        ["an error as Anthropic words it, with status 200"] = (Group(Endpoint.Messages), """{"type":"error","error":{"type":"api_error","message":"no"}}""", Outcome.InBandError),
        ["a response that failed"] = (Group(Endpoint.Responses), """{"id":"r","status":"failed","error":{"message":"no"},"output":[]}""", Outcome.InBandError),
        ["a message where a stream was asked for"] = (Group(Endpoint.Messages) with { Stream = true }, MessageAnswer, Outcome.Malformed),
        ["a simulated message"] = (Group(Endpoint.Messages), Message(SimulatedTextTests.TextOf(Seed, 4), 4), Outcome.Completed),
        ["a simulated message that is another's"] = (Group(Endpoint.Messages), Message(SimulatedTextTests.TextOf(Seed + 1, 4), 4), Outcome.Corrupt),
        ["a simulated response without its tail"] = (Group(Endpoint.Responses), Response(SimulatedTextTests.TextOf(Seed, 3), 4), Outcome.Corrupt),
        ["one vector"] = (Vectors(1), Embeddings(["a"]), Outcome.Completed),
        ["three vectors"] = (Vectors(3), Embeddings(["a", "b", "a"]), Outcome.Completed),
        ["three vectors in base64"] = (Vectors(3), Embeddings(["a", "b", "a"], inBase64: true), Outcome.Completed),
        ["two vectors where three were asked for"] = (Vectors(3), Embeddings(["a", "b"]), Outcome.Malformed),
        ["vectors that are each other's"] = (Vectors(3), Embeddings(["b", "a", "a"]), Outcome.Corrupt),
        ["a vector out of its place"] = (Vectors(2), Embeddings(["a", "b"]).Replace("\"index\":1", "\"index\":7", StringComparison.Ordinal), Outcome.Malformed),
        ["vectors of another length"] = (Vectors(1) with { Dimensions = 9 }, Embeddings(["a"]), Outcome.Malformed),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task RunAsync_WhateverTheTargetAnswers_HasOneOutcome(string name)
    {
        (RequestGroup group, string answer, Outcome expected) = Answers[name];
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(answer));
        using ExchangeBench bench = new(server.Url, group);

        Outcome outcome = await bench.RunAsync(SeedOf(group));

        Assert.Equal(expected, outcome);
        Assert.Equal(expected == Outcome.Completed ? 0 : 1, bench.Counters[Counter.Failed]);
        if (expected == Outcome.Completed && group.Endpoint is not Endpoint.Embeddings) Assert.True(bench.Counters[Counter.CompletedTokens] > 0);
    }

    private static RequestGroup Group(Endpoint endpoint) => new() { Name = "g", Endpoint = endpoint, Stream = false };

    private static RequestGroup Vectors(int inputs) => Group(Endpoint.Embeddings) with { Inputs = inputs, Prompts = ["a", "b"] };

    /// <summary>Of embeddings one whose first input is the first prompt.</summary>
    private static long SeedOf(RequestGroup group) =>
        group.Endpoint is Endpoint.Embeddings ? Enumerable.Range(0, 1_000).First(seed => InputsOf(group, seed) == "aba"[..group.Inputs]) : Seed;

    private static string InputsOf(RequestGroup group, long seed)
    {
        RequestPlan plan = new(group, new Uri("http://127.0.0.1/v1"), "sk-test", []);
        return string.Concat(Enumerable.Range(0, group.Inputs).Select(place => Encoding.UTF8.GetString(plan.InputOf(seed, place))));
    }

    private static string Message(string text, int tokens) =>
        $$$"""{"id":"msg_hotpath-1","content":[{"type":"text","text":{{{JsonSerializer.Serialize(text)}}} }],"usage":{"input_tokens":1,"output_tokens":{{{tokens}}} }}""";

    private static string Response(string text, int tokens) =>
        $$$"""{"id":"resp_hotpath-1","output":[{"type":"message","content":[{"type":"output_text","text":{{{JsonSerializer.Serialize(text)}}} }]}],"usage":{"input_tokens":1,"output_tokens":{{{tokens}}} }}""";

    private static string Embeddings(string[] inputs, bool inBase64 = false)
    {
        IEnumerable<string> items = inputs.Select((input, index) => $$"""{"object":"embedding","index":{{index}},"embedding":{{Vector(input, inBase64)}}}""");
        return $$"""{"object":"list","system_fingerprint":"hotpath-1","data":[{{string.Join(',', items)}}]}""";
    }

    private static string Vector(string input, bool inBase64)
    {
        float[] vector = new float[4];
        SimulatedEmbedding.Write(Encoding.UTF8.GetBytes(input), vector);
        return inBase64
            ? $"\"{Convert.ToBase64String([.. vector.SelectMany(BitConverter.GetBytes)])}\""
            : $"[{string.Join(',', vector.Select(component => component.ToString(CultureInfo.InvariantCulture)))}]";
    }
}
