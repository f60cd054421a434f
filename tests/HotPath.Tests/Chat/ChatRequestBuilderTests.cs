using System.Buffers;
using System.Text;
using System.Text.Json;
using HotPath.Chat;
using HotPath.Requests;
using HotPath.Tests.Requests;

namespace HotPath.Tests.Chat;

public sealed class ChatRequestBuilderTests
{
    [Fact]
    public void WriteBodyTo_EveryOption_IsReadBack()
    {
        ChatRequestBuilder builder = new(new ChatRequestOptions
        {
            Model = "sim-\"small\"",
            SystemPrompt = "Be \\brief\\.",
            MaxTokens = 50,
            MaxTokensMember = "max_completion_tokens",
            Temperature = 0.7,
            Stream = true,
            IncludeUsage = true,
        });

        using JsonDocument body = Body(builder, "Hello", 42);

        JsonElement root = body.RootElement;
        Assert.Equal("sim-\"small\"", root.GetProperty("model").GetString());
        Assert.Equal(50, root.GetProperty("max_completion_tokens").GetInt32());
        Assert.Equal(0.7, root.GetProperty("temperature").GetDouble());
        Assert.True(root.GetProperty("stream").GetBoolean());
        Assert.True(root.GetProperty("stream_options").GetProperty("include_usage").GetBoolean());
        Assert.Equal(42, root.GetProperty("seed").GetInt64());
        Assert.Equal(
            """[{"role":"system","content":"Be \\brief\\."},{"role":"user","content":"Hello"}]""",
            root.GetProperty("messages").GetRawText());
        Assert.Equal(7, root.GetPropertyCount());
    }

    [Fact]
    public void WriteBodyTo_OnlyAModel_SendsNothingElse()
    {
        ChatRequestBuilder builder = new(new ChatRequestOptions { Model = "m", IncludeUsage = true });

        using JsonDocument body = Body(builder, "Hello", null);

        Assert.Equal("""{"model":"m","messages":[{"role":"user","content":"Hello"}]}""", body.RootElement.GetRawText());
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(0)]
    [InlineData(1e21)]
    public void WriteBodyTo_TemperatureWithExponent_IsReadBack(double temperature)
    {
        ChatRequestBuilder builder = new(new ChatRequestOptions { Model = "m", Temperature = temperature });

        using JsonDocument body = Body(builder, "", null);

        Assert.Equal(temperature, body.RootElement.GetProperty("temperature").GetDouble());
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void WriteBodyTo_AnySeed_IsReadBack(long seed)
    {
        using JsonDocument body = Body(new(new ChatRequestOptions { Model = "m" }), "", seed);

        Assert.Equal(seed, body.RootElement.GetProperty("seed").GetInt64());
    }

    [Theory]
    [MemberData(nameof(JsonTextTests.HostileTexts), MemberType = typeof(JsonTextTests))]
    public void WriteTo_HostilePrompt_IsOneRequestThatCarriesIt(string prompt)
    {
        HttpRequestHead head = new("POST", "/v1/chat/completions", "a", [new("Content-Type", "application/json")]);
        ChatRequestBuilder builder = new(new ChatRequestOptions { Model = "m", Stream = true }, head);
        using PooledBuffer fromChars = new(16);
        using PooledBuffer fromBytes = new(16);

        builder.WriteTo(fromChars, prompt, 7);
        builder.WriteTo(fromBytes, Encoding.UTF8.GetBytes(prompt), 7);

        Assert.Equal(fromChars.WrittenSpan, fromBytes.WrittenSpan);
        PlainHttpRequest request = PlainHttpRequest.Parse(fromChars.WrittenSpan);
        Assert.Equal("POST /v1/chat/completions HTTP/1.1", request.RequestLine);
        using JsonDocument body = JsonDocument.Parse(request.Body);
        Assert.Equal(
            Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(prompt)),
            body.RootElement.GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Fact]
    public void WriteTo_WithoutAHead_SaysWhatToDo()
    {
        ChatRequestBuilder builder = new(new ChatRequestOptions { Model = "m" });
        using PooledBuffer output = new();

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => builder.WriteTo(output, "a", 1));
        Assert.Throws<InvalidOperationException>(() => builder.WriteTo(output, "a"u8, 1));

        Assert.Contains("WriteBodyTo", refused.Message);
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void Constructor_OptionsWithProblems_ListsThemAll()
    {
        ChatRequestOptions options = new() { Model = " ", MaxTokens = 0, MaxTokensMember = "", Temperature = double.NaN };

        ArgumentException refused = Assert.Throws<ArgumentException>(nameof(options), () => new ChatRequestBuilder(options));

        Assert.Equal(4, options.Validate().Count);
        Assert.All(options.Validate(), problem => Assert.Contains(problem, refused.Message));
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.1)]
    public void Validate_TemperatureOutsideItsRange_IsAProblem(double temperature) =>
        Assert.Contains("temperature", Assert.Single(new ChatRequestOptions { Model = "m", Temperature = temperature }.Validate()));

    private static JsonDocument Body(ChatRequestBuilder builder, string prompt, long? seed)
    {
        ArrayBufferWriter<byte> fromChars = new();
        ArrayBufferWriter<byte> fromBytes = new();
        builder.WriteBodyTo(fromChars, prompt, seed);
        builder.WriteBodyTo(fromBytes, Encoding.UTF8.GetBytes(prompt), seed);
        Assert.Equal(fromChars.WrittenSpan, fromBytes.WrittenSpan);
        return JsonDocument.Parse(fromChars.WrittenMemory.ToArray());
    }
}
