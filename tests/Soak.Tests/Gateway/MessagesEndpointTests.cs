using System.Text.Json;
using HotPath.Soak.Gateway;
using HotPath.Soak.Tests.Content;

namespace HotPath.Soak.Tests.Gateway;

public sealed class MessagesEndpointTests : IDisposable
{
    private const string Path = "/v1/messages";

    private readonly GatewayFixture _gateway = new(GatewayFixture.Instant);

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task Post_NotStreamed_IsOneMessage()
    {
        JsonElement answer = await GatewayFixture.JsonOf(await _gateway.PostAsync(Path, Body(""","metadata":{"user_id":"seed-3"}""")));

        Assert.StartsWith("msg_hotpath-", answer.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("message", answer.GetProperty("type").GetString());
        Assert.Equal("assistant", answer.GetProperty("role").GetString());
        Assert.Equal("sim-small", answer.GetProperty("model").GetString());
        Assert.Equal(SimulatedTextTests.TextOf(3, 10), answer.GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal("end_turn", answer.GetProperty("stop_reason").GetString());
        Assert.Equal(10, answer.GetProperty("usage").GetProperty("output_tokens").GetInt32());
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)] // everything but ASCII escaped
    public async Task Post_Stream_SendsEveryEventInOrder(long seed)
    {
        HttpResponseMessage response = await _gateway.PostAsync(Path, Body($$$""","stream":true,"metadata":{"user_id":"seed-{{{seed}}}"}"""));

        List<(string? Name, JsonElement Data)> events = await SseBody.EventsOfAsync(response);
        Assert.Equal(
            [
                "message_start", "content_block_start", "ping", .. Enumerable.Repeat("content_block_delta", 10),
                "content_block_stop", "message_delta", "message_stop",
            ],
            events.Select(e => e.Name));
        Assert.All(events, e => Assert.Equal(e.Name, e.Data.GetProperty("type").GetString()));
        JsonElement message = events[0].Data.GetProperty("message");
        Assert.StartsWith("msg_hotpath-", message.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, message.GetProperty("content").GetArrayLength());
        Assert.True(message.GetProperty("usage").GetProperty("input_tokens").GetInt32() > 0);
        Assert.Equal(SimulatedTextTests.TextOf(seed, 10), string.Concat(events[3..13].Select(e => e.Data.GetProperty("delta").GetProperty("text").GetString())));
        Assert.Equal("end_turn", events[^2].Data.GetProperty("delta").GetProperty("stop_reason").GetString());
        Assert.Equal(10, events[^2].Data.GetProperty("usage").GetProperty("output_tokens").GetInt32());
    }

    [Fact]
    public async Task Post_Cap_EndsWithMaxTokens()
    {
        JsonElement answer = await GatewayFixture.JsonOf(await _gateway.PostAsync(Path, Body("", maxTokens: 4)));

        Assert.Equal("max_tokens", answer.GetProperty("stop_reason").GetString());
        Assert.Equal(4, answer.GetProperty("usage").GetProperty("output_tokens").GetInt32());
    }

    [Theory]
    [InlineData("x-api-key", ApiKeys.Default, 200)]
    [InlineData("x-api-key", "sk-other", 200)]
    [InlineData("x-api-key", "sk-wrong", 401)]
    [InlineData("X-Other", "sk-other", 401)]
    public async Task Post_KeyOfItsOwnHeader_IsLetInWhenItIsGood(string header, string key, int status)
    {
        _gateway.Client.DefaultRequestHeaders.Authorization = null;
        _gateway.Client.DefaultRequestHeaders.Add(header, key);

        HttpResponseMessage response = await _gateway.PostAsync(Path, Body(""));

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 401) await AssertErrorAsync(response, "authentication_error");
    }

    [Theory]
    [InlineData("""{"max_tokens":9,"messages":[{"role":"user","content":"a"}]}""", "'model'")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a"}]}""", "'max_tokens'")]
    [InlineData("""{"model":"m","max_tokens":9}""", "'messages'")]
    [InlineData("""{"model":"m","max_tokens":9,"messages":[{"content":"a"}]}""", "'messages[0].role'")]
    [InlineData("""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"}],"metadata":{"user_id":7}}""", "'metadata.user_id'")]
    [InlineData("{", "JSON")]
    public async Task Post_BodyThatIsNotARequest_Is400InAnthropicsWords(string body, string named)
    {
        HttpResponseMessage response = await _gateway.PostAsync(Path, body);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(named, await AssertErrorAsync(response, "invalid_request_error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "rate_limit_error")]
    [InlineData(500, "api_error")]
    [InlineData(503, "overloaded_error")]
    public async Task Post_TurnedAway_IsToldInAnthropicsWords(int status, string type)
    {
        (await _gateway.PostAsync("/admin/faults", $$"""{"rejectShare":1,"rejectStatus":{{status}}}""")).EnsureSuccessStatusCode();

        HttpResponseMessage response = await _gateway.PostAsync(Path, Body(""));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.True(response.Headers.Contains("Retry-After"));
        await AssertErrorAsync(response, type);
    }

    private static async Task<string> AssertErrorAsync(HttpResponseMessage response, string type)
    {
        JsonElement body = await GatewayFixture.JsonOf(response);
        Assert.Equal(["type", "error"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal("error", body.GetProperty("type").GetString());
        Assert.Equal(type, body.GetProperty("error").GetProperty("type").GetString());
        return body.GetProperty("error").GetProperty("message").GetString()!;
    }

    private static string Body(string more, int maxTokens = 1_000) =>
        $$"""{"model":"sim-small","max_tokens":{{maxTokens}},"messages":[{"role":"user","content":"Hello"}]{{more}}}""";
}
