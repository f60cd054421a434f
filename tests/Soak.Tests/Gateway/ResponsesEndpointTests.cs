using System.Net;
using System.Text.Json;
using HotPath.Soak.Tests.Content;

namespace HotPath.Soak.Tests.Gateway;

public sealed class ResponsesEndpointTests : IDisposable
{
    private const string Path = "/v1/responses";

    private readonly GatewayFixture _gateway = new(GatewayFixture.Instant);

    public void Dispose() => _gateway.Dispose();

    [Theory]
    [InlineData("\"Hello\"")]
    [InlineData("""[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hello"}]}]""")]
    public async Task Post_NotStreamed_IsOneResponse(string input)
    {
        JsonElement answer = await GatewayFixture.JsonOf(await _gateway.PostAsync(
            Path, $$$"""{"model":"sim-small","input":{{{input}}},"metadata":{"app":"x","seed":"3"}}"""));

        AssertEnded(answer, 3, "completed", tokens: 10);
        Assert.Equal("sim-small", answer.GetProperty("model").GetString());
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)] // everything but ASCII escaped
    public async Task Post_Stream_SendsEveryEventInOrderAndNumbered(long seed)
    {
        HttpResponseMessage response = await _gateway.PostAsync(
            Path, $$$"""{"model":"sim-small","input":"Hello","stream":true,"metadata":{"seed":"{{{seed}}}"}}""");

        List<(string? Name, JsonElement Data)> events = await SseBody.EventsOfAsync(response);
        Assert.Equal(
            [
                "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added",
                .. Enumerable.Repeat("response.output_text.delta", 10),
                "response.output_text.done", "response.content_part.done", "response.output_item.done", "response.completed",
            ],
            events.Select(e => e.Name));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(e => e.Data.GetProperty("sequence_number").GetInt32()));
        Assert.All(events, e => Assert.Equal(e.Name, e.Data.GetProperty("type").GetString()));
        string text = SimulatedTextTests.TextOf(seed, 10);
        string item = events[2].Data.GetProperty("item").GetProperty("id").GetString()!;
        Assert.All(events[3..^2], e => Assert.Equal(item, e.Data.GetProperty("item_id").GetString()));
        Assert.All(events[..2], e => Assert.Equal("in_progress", e.Data.GetProperty("response").GetProperty("status").GetString()));
        Assert.Equal(text, string.Concat(events[4..14].Select(e => e.Data.GetProperty("delta").GetString())));
        Assert.Equal(text, events[14].Data.GetProperty("text").GetString());
        Assert.Equal(text, events[15].Data.GetProperty("part").GetProperty("text").GetString());
        Assert.Equal(text, events[16].Data.GetProperty("item").GetProperty("content")[0].GetProperty("text").GetString());
        AssertEnded(events[^1].Data.GetProperty("response"), seed, "completed", tokens: 10);
        Assert.Equal(events[0].Data.GetProperty("response").GetProperty("id").GetString(), events[^1].Data.GetProperty("response").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Post_Cap_IsIncomplete()
    {
        HttpResponseMessage response = await _gateway.PostAsync(
            Path, """{"model":"sim-small","input":"Hello","stream":true,"max_output_tokens":4,"metadata":{"seed":"1"}}""");

        List<(string? Name, JsonElement Data)> events = await SseBody.EventsOfAsync(response);
        Assert.Equal("response.incomplete", events[^1].Name);
        JsonElement ended = events[^1].Data.GetProperty("response");
        AssertEnded(ended, 1, "incomplete", tokens: 4);
        Assert.Equal("max_output_tokens", ended.GetProperty("incomplete_details").GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","metadata":null""")]
    [InlineData(""","metadata":{"seed":"x7"}""")]
    public async Task Post_WithoutASeed_TakesItFromTheInput(string metadata)
    {
        async Task<string> AnswerToAsync(string input) => TextOf(await GatewayFixture.JsonOf(await _gateway.PostAsync(Path, $$"""{"model":"m","input":"{{input}}"{{metadata}}}""")));

        Assert.Equal(await AnswerToAsync("Hello"), await AnswerToAsync("Hello"));
        Assert.NotEqual(await AnswerToAsync("Hello"), await AnswerToAsync("Goodbye"));
    }

    [Theory]
    [InlineData("""{"input":"Hello"}""", "model")]
    [InlineData("""{"model":"m"}""", "input")]
    [InlineData("""{"model":"m","input":[]}""", "input")]
    [InlineData("""{"model":"m","input":7}""", "input")]
    [InlineData("""{"model":"m","input":["a"]}""", "input[0]")]
    [InlineData("""{"model":"m","input":"a","max_output_tokens":0}""", "max_output_tokens")]
    [InlineData("""{"model":"m","input":"a","metadata":[]}""", "metadata")]
    [InlineData("""{"model":"m","input":"a","metadata":{"seed":3}}""", "metadata.seed")]
    public async Task Post_BodyThatIsNotARequest_Is400(string body, string param)
    {
        HttpResponseMessage response = await _gateway.PostAsync(Path, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(param, (await GatewayFixture.JsonOf(response)).GetProperty("error").GetProperty("param").GetString());
    }

    private static void AssertEnded(JsonElement response, long seed, string status, int tokens)
    {
        Assert.StartsWith("resp_hotpath-", response.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("response", response.GetProperty("object").GetString());
        Assert.Equal(status, response.GetProperty("status").GetString());
        Assert.Equal(SimulatedTextTests.TextOf(seed, tokens), TextOf(response));
        JsonElement usage = response.GetProperty("usage");
        Assert.Equal(tokens, usage.GetProperty("output_tokens").GetInt32());
        Assert.Equal(tokens + usage.GetProperty("input_tokens").GetInt32(), usage.GetProperty("total_tokens").GetInt32());
    }

    private static string TextOf(JsonElement response) => response.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString()!;
}
