using System.Net;
using System.Text.Json;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Tests.Content;

namespace HotPath.Soak.Tests.Gateway;

public sealed class CompletionsEndpointTests : IDisposable
{
    private const string Path = "/v1/completions";

    private readonly GatewayFixture _gateway = new(GatewayFixture.Instant);

    public void Dispose() => _gateway.Dispose();

    [Theory]
    [InlineData("\"Hello\"")]
    [InlineData("[\"Hello\"]")]
    public async Task Post_NotStreamed_IsOneCompletion(string prompt)
    {
        JsonElement answer = await GatewayFixture.JsonOf(await _gateway.PostAsync(Path, $$"""{"model":"sim-small","prompt":{{prompt}},"seed":3}"""));

        Assert.StartsWith("cmpl-", answer.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("text_completion", answer.GetProperty("object").GetString());
        Assert.Equal("sim-small", answer.GetProperty("model").GetString());
        Assert.Equal("hotpath-1-10", answer.GetProperty("system_fingerprint").GetString());
        JsonElement choice = answer.GetProperty("choices")[0];
        Assert.Equal(SimulatedTextTests.TextOf(3, 10), choice.GetProperty("text").GetString());
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
        Assert.Equal(10, answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)] // everything but ASCII escaped
    public async Task Post_Stream_SendsTokensFinishUsageAndDone(long seed)
    {
        HttpResponseMessage response = await _gateway.PostAsync(
            Path, $$$"""{"model":"sim-small","prompt":"Hello","seed":{{{seed}}},"stream":true,"stream_options":{"include_usage":true}}""");

        Assert.EndsWith("data: [DONE]\n\n", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        List<(string? Name, JsonElement Data)> events = await SseBody.EventsOfAsync(response);
        Assert.Equal(12, events.Count);
        Assert.Equal(SimulatedTextTests.TextOf(seed, 10), string.Concat(events[..11].Select(e => e.Data.GetProperty("choices")[0].GetProperty("text").GetString())));
        Assert.Equal("stop", events[10].Data.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.All(events[..11], e => Assert.Equal(JsonValueKind.Null, e.Data.GetProperty("usage").ValueKind));
        Assert.Equal(0, events[11].Data.GetProperty("choices").GetArrayLength());
        Assert.Equal(10, events[11].Data.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.Single(events.Select(e => e.Data.GetProperty("id").GetString()).Distinct());
    }

    [Fact]
    public async Task Post_Stream_SendsItsHeadBeforeTheFirstToken()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant with { TimeToFirstToken = Distribution.Constant(3.6e12) }); // an hour
        using HttpRequestMessage request = new(HttpMethod.Post, Path) { Content = GatewayFixture.Json("""{"model":"m","prompt":"Hello","stream":true}""") };

        using HttpResponseMessage response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Post_WithoutSeed_TakesItFromThePrompt()
    {
        async Task<string> AnswerToAsync(string prompt) =>
            (await GatewayFixture.JsonOf(await _gateway.PostAsync(Path, $$"""{"model":"m","prompt":"{{prompt}}"}"""))).GetProperty("choices")[0].GetProperty("text").GetString()!;

        Assert.Equal(await AnswerToAsync("Hello"), await AnswerToAsync("Hello"));
        Assert.NotEqual(await AnswerToAsync("Hello"), await AnswerToAsync("Goodbye"));
    }

    [Theory]
    [InlineData("""{"prompt":"Hello"}""", "model")]
    [InlineData("""{"model":"m"}""", "prompt")]
    [InlineData("""{"model":"m","prompt":[]}""", "prompt")]
    [InlineData("""{"model":"m","prompt":["a","b"]}""", "prompt")]
    [InlineData("""{"model":"m","prompt":[1,2]}""", "prompt[0]")]
    [InlineData("""{"model":"m","prompt":{}}""", "prompt")]
    [InlineData("""{"model":"m","prompt":"a","max_tokens":0}""", "max_tokens")]
    [InlineData("""{"model":"m","prompt":"a","n":2}""", "n")]
    public async Task Post_BodyThatIsNotARequest_Is400(string body, string param)
    {
        HttpResponseMessage response = await _gateway.PostAsync(Path, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(param, (await GatewayFixture.JsonOf(response)).GetProperty("error").GetProperty("param").GetString());
    }
}
