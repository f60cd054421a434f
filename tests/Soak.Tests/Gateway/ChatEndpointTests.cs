using System.Net;
using System.Text.Json;
using HotPath.Soak.Tests.Content;

namespace HotPath.Soak.Tests.Gateway;

public sealed class ChatEndpointTests : IDisposable
{
    private readonly GatewayFixture _gateway = new(GatewayFixture.Instant);

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task Post_NotStreamed_IsOneCompletion()
    {
        HttpResponseMessage response = await _gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat(",\"seed\":3"));

        JsonElement answer = await GatewayFixture.JsonOf(response);
        JsonElement choice = answer.GetProperty("choices")[0];
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotNull(response.Content.Headers.ContentLength);
        Assert.StartsWith("chatcmpl-", answer.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("chat.completion", answer.GetProperty("object").GetString());
        Assert.Equal("sim-small", answer.GetProperty("model").GetString());
        Assert.Equal("hotpath-1-10", answer.GetProperty("system_fingerprint").GetString());
        Assert.Equal("assistant", choice.GetProperty("message").GetProperty("role").GetString());
        Assert.Equal(SimulatedTextTests.TextOf(3, 10), choice.GetProperty("message").GetProperty("content").GetString());
        Assert.Equal(JsonValueKind.Null, choice.GetProperty("message").GetProperty("refusal").ValueKind);
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
        Assert.Equal(10, answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Post_TheOtherKey_IsLetIn()
    {
        _gateway.Client.DefaultRequestHeaders.Authorization = new("Bearer", "sk-other");

        Assert.Equal(HttpStatusCode.OK, (await _gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat())).StatusCode);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Bearer", "sk-wrong")]
    [InlineData("Bearersk-hotpath", null)] // the space forgotten
    [InlineData("Basic", "c2staG90cGF0aA==")]
    public async Task Post_WithoutAGoodKey_Is401(string? scheme, string? key)
    {
        _gateway.Client.DefaultRequestHeaders.Authorization = scheme is null ? null : new(scheme, key);

        await AssertError(await _gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat()), 401, null, "invalid_api_key");
    }

    [Theory]
    [InlineData("", null, "invalid_json")]
    [InlineData("{", null, "invalid_json")]
    [InlineData("[]", null, "invalid_json")]
    [InlineData("""{"messages":[{"role":"user"}]}""", "model", "missing_required_parameter")]
    [InlineData("""{"model":null,"messages":[{"role":"user"}]}""", "model", "missing_required_parameter")]
    [InlineData("""{"model":1,"messages":[{"role":"user"}]}""", "model", "invalid_value")]
    [InlineData("""{"model":"","messages":[{"role":"user"}]}""", "model", "invalid_value")]
    [InlineData("""{"model":"\ud800","messages":[{"role":"user"}]}""", "model", "invalid_value")]
    [InlineData("""{"model":"m"}""", "messages", "missing_required_parameter")]
    [InlineData("""{"model":"m","messages":[]}""", "messages", "invalid_value")]
    [InlineData("""{"model":"m","messages":"Hello"}""", "messages", "invalid_value")]
    [InlineData("""{"model":"m","messages":[1]}""", "messages[0]", "invalid_value")]
    [InlineData("""{"model":"m","messages":[{"role":"user"},{"content":"Hello"}]}""", "messages[1].role", "missing_required_parameter")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":7}]}""", "messages[0].content", "invalid_value")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}],"stream":"yes"}""", "stream", "invalid_value")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}],"stream_options":true}""", "stream_options", "invalid_value")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}],"stream_options":{"include_usage":1}}""", "include_usage", "invalid_value")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}],"seed":1.5}""", "seed", "invalid_value")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}],"max_tokens":0}""", "max_tokens", "invalid_value")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}],"max_completion_tokens":"9"}""", "max_completion_tokens", "invalid_value")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}],"n":2}""", "n", "invalid_value")]
    public async Task Post_BodyThatIsNotARequest_Is400AndSaysWhatWasFound(string body, string? param, string code)
    {
        await AssertError(await _gateway.PostAsync("/v1/chat/completions", body), 400, param, code);
    }

    [Fact]
    public async Task Post_BodyOverTheLimit_Is413()
    {
        string body = GatewayFixture.Chat().Replace("Hello", new string('a', 9 * 1024 * 1024), StringComparison.Ordinal);
        _gateway.Client.DefaultRequestHeaders.ExpectContinue = true; // or the answer may be lost to a broken pipe

        await AssertError(await _gateway.PostAsync("/v1/chat/completions", body), 413, null, "unreadable_body");
    }

    [Theory]
    [InlineData("/v1/chat/completions", "GET", "POST")]
    [InlineData("/v1/embeddings", "DELETE", "POST")]
    [InlineData("/v1/models", "POST", "GET")]
    [InlineData("/stats", "POST", "GET")]
    [InlineData("/admin/faults", "PUT", "POST")]
    public async Task Send_WrongMethod_Is405WithAllow(string path, string method, string allowed)
    {
        HttpResponseMessage response = await _gateway.Client.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken);

        await AssertError(response, 405, null, "method_not_allowed");
        Assert.Equal([allowed], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1/completions.json")]
    public async Task Get_UnknownPath_Is404(string path)
    {
        await AssertError(await _gateway.Client.GetAsync(path, TestContext.Current.CancellationToken), 404, null, "unknown_url");
    }

    private async Task AssertError(HttpResponseMessage response, int status, string? param, string code)
    {
        JsonElement body = await GatewayFixture.JsonOf(response);
        JsonElement error = body.GetProperty("error");
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(member => member.Name));
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Equal(param, error.GetProperty("param").GetString());
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.False(string.IsNullOrEmpty(error.GetProperty("message").GetString()));
        Assert.Empty(_gateway.Warnings);
    }
}
