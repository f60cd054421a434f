using System.Text;
using System.Text.Json;
using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Tests.Content;

namespace HotPath.Soak.Tests.Gateway;

public sealed class ChatStreamTests : IDisposable
{
    private readonly GatewayFixture _gateway = new(GatewayFixture.Instant);

    public void Dispose() => _gateway.Dispose();

    [Theory]
    [InlineData(6)]
    [InlineData(7)] // everything but ASCII escaped
    public async Task Post_Stream_SendsRoleTokensFinishAndDone(long seed)
    {
        HttpResponseMessage response = await _gateway.PostAsync("/v1/chat/completions", GatewayFixture.Chat($",\"stream\":true,\"seed\":{seed}"));

        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        List<JsonElement> chunks = await ChunksOf(response);
        Assert.Equal(12, chunks.Count);
        Assert.Equal("assistant", Delta(chunks[0]).GetProperty("role").GetString());
        Assert.Equal("", Delta(chunks[0]).GetProperty("content").GetString());
        Assert.Equal(SimulatedTextTests.TextOf(seed, 10), TextOf(chunks));
        Assert.Empty(Delta(chunks[11]).EnumerateObject());
        Assert.Equal("stop", Choice(chunks[11]).GetProperty("finish_reason").GetString());
        Assert.All(chunks[..11], chunk => Assert.Equal(JsonValueKind.Null, Choice(chunk).GetProperty("finish_reason").ValueKind));
        Assert.Single(chunks.Select(chunk => chunk.GetProperty("id").GetString()).Distinct());
        Assert.All(chunks, chunk =>
        {
            Assert.Equal("chat.completion.chunk", chunk.GetProperty("object").GetString());
            Assert.Equal("sim-small", chunk.GetProperty("model").GetString());
            Assert.Equal("hotpath-1-10", chunk.GetProperty("system_fingerprint").GetString());
            Assert.False(chunk.TryGetProperty("usage", out _));
        });
    }

    [Fact]
    public async Task Post_IncludeUsage_SendsItLastAndNullBefore()
    {
        HttpResponseMessage response = await _gateway.PostAsync(
            "/v1/chat/completions", GatewayFixture.Chat(",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

        List<JsonElement> chunks = await ChunksOf(response);
        Assert.Equal(13, chunks.Count);
        Assert.All(chunks[..12], chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("usage").ValueKind));
        Assert.Equal(0, chunks[12].GetProperty("choices").GetArrayLength());
        JsonElement usage = chunks[12].GetProperty("usage");
        Assert.Equal(10, usage.GetProperty("completion_tokens").GetInt32());
        Assert.Equal(10 + usage.GetProperty("prompt_tokens").GetInt32(), usage.GetProperty("total_tokens").GetInt32());
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("max_completion_tokens")]
    public async Task Post_Cap_EndsWithLength(string member)
    {
        HttpResponseMessage response = await _gateway.PostAsync(
            "/v1/chat/completions", GatewayFixture.Chat($",\"stream\":true,\"seed\":1,\"{member}\":4"));

        List<JsonElement> chunks = await ChunksOf(response);
        Assert.Equal(SimulatedTextTests.TextOf(1, 4), TextOf(chunks));
        Assert.Equal("length", Choice(chunks[^1]).GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task Post_WithoutSeed_TakesItFromTheMessages()
    {
        string body = GatewayFixture.Chat(",\"stream\":true");
        string other = body.Replace("Hello", "Goodbye", StringComparison.Ordinal);

        string first = TextOf(await ChunksOf(await _gateway.PostAsync("/v1/chat/completions", body)));
        string again = TextOf(await ChunksOf(await _gateway.PostAsync("/v1/chat/completions", body)));
        string different = TextOf(await ChunksOf(await _gateway.PostAsync("/v1/chat/completions", other)));

        Assert.Equal(first, again);
        Assert.NotEqual(first, different);
    }

    [Fact]
    public async Task Post_ModelThatNeedsEscapes_IsEchoed()
    {
        string body = GatewayFixture.Chat(",\"stream\":true")
            .Replace("sim-small", "sim \\u0022quoted\\u0022 \\\\ \\u20ac", StringComparison.Ordinal);

        List<JsonElement> chunks = await ChunksOf(await _gateway.PostAsync("/v1/chat/completions", body));

        Assert.All(chunks, chunk => Assert.Equal("sim \"quoted\" \\ \u20ac", chunk.GetProperty("model").GetString()));
    }

    [Fact]
    public async Task Post_TwoHundredAtOnce_AreAllWhole()
    {
        async Task<TextVerifier> RunAsync(long seed)
        {
            string body = GatewayFixture.Chat($",\"stream\":true,\"seed\":{seed}");
            List<JsonElement> chunks = await ChunksOf(await _gateway.PostAsync("/v1/chat/completions", body));
            TextVerifier verifier = new();
            verifier.Begin(seed);
            foreach (JsonElement chunk in chunks[1..^1])
            {
                verifier.Accept(Encoding.UTF8.GetBytes(Delta(chunk).GetProperty("content").GetString()!));
            }

            verifier.End(10);
            return verifier;
        }

        TextVerifier[] verifiers = await Task.WhenAll(Enumerable.Range(0, 200).Select(seed => RunAsync(seed)));

        Assert.All(verifiers, verifier => Assert.True(verifier.IsWhole));
        JsonElement stats = await _gateway.StatsAsync();
        Assert.Equal(200, stats.GetProperty("streams").GetProperty("completed").GetInt64());
        Assert.Equal(2_000, stats.GetProperty("completedTokens").GetInt64());
    }

    [Fact]
    public async Task Post_MoreThanTheSocketTakes_ArrivesWhole()
    {
        using GatewayFixture gateway = new(GatewayFixture.Instant with { Tokens = Distribution.Constant(40_000) });
        using HttpResponseMessage response = await gateway.OpenAsync(
            GatewayFixture.Chat(",\"stream\":true,\"seed\":2"), TestContext.Current.CancellationToken);
        await gateway.StatsWhenAsync(stats => stats.GetProperty("tokens").GetInt64() > 0);

        List<JsonElement> chunks = await ChunksOf(response);

        Assert.Equal(SimulatedTextTests.TextOf(2, 40_000), TextOf(chunks));
    }

    private static async Task<List<JsonElement>> ChunksOf(HttpResponseMessage response)
    {
        response.EnsureSuccessStatusCode();
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        string[] events = text.Split("\n\n");
        Assert.Equal("data: [DONE]", events[^2]);
        Assert.Equal("", events[^1]);
        return [.. events[..^2].Select(line => JsonElement.Parse(line["data: ".Length..]))];
    }

    private static JsonElement Choice(JsonElement chunk) => chunk.GetProperty("choices")[0];

    private static JsonElement Delta(JsonElement chunk) => Choice(chunk).GetProperty("delta");

    private static string TextOf(List<JsonElement> chunks) => string.Concat(chunks
        .Where(chunk => chunk.GetProperty("choices").GetArrayLength() > 0 && Delta(chunk).TryGetProperty("content", out _))
        .Select(chunk => Delta(chunk).GetProperty("content").GetString()));
}
