using System.Buffers;
using System.Text;
using System.Text.Json;
using HotPath.Chat;
using HotPath.Requests;
using HotPath.Tests.Requests;

namespace HotPath.Tests.Chat;

public sealed class CompletionRequestBuilderTests
{
    [Fact]
    public void WriteBodyTo_EveryOption_IsReadBack()
    {
        CompletionRequestBuilder builder = new(new CompletionRequestOptions
        {
            Model = "m-\"1\"",
            MaxTokens = 50,
            Temperature = 0.7,
            Stream = true,
            IncludeUsage = true,
        });

        using JsonDocument body = Body(builder, "a \"b\"\n\u00E9", 42);

        Assert.Equal("""{"model":"m-\"1\"","max_tokens":50,"temperature":0.7,"stream":true,"stream_options":{"include_usage":true},"prompt":"a \"b\"\né","seed":42}""", body.RootElement.GetRawText());
    }

    [Fact]
    public void WriteBodyTo_OnlyAModel_SendsNothingElse()
    {
        CompletionRequestBuilder builder = new(new CompletionRequestOptions { Model = "m", IncludeUsage = true });

        using JsonDocument body = Body(builder, "a", null);

        Assert.Equal("""{"model":"m","prompt":"a"}""", body.RootElement.GetRawText());
    }

    [Theory]
    [MemberData(nameof(JsonTextTests.HostileTexts), MemberType = typeof(JsonTextTests))]
    public void WriteTo_HostileText_IsOneRequestThatCarriesIt(string text)
    {
        HttpRequestHead head = new("POST", "/v1/x", "a", [new("Content-Type", "application/json")]);
        CompletionRequestBuilder builder = new(new CompletionRequestOptions { Model = "m" }, head);
        using PooledBuffer fromChars = new(16);
        using PooledBuffer fromBytes = new(16);

        builder.WriteTo(fromChars, text, 7);
        builder.WriteTo(fromBytes, Encoding.UTF8.GetBytes(text), 7);

        Assert.Equal(fromChars.WrittenSpan, fromBytes.WrittenSpan);
        PlainHttpRequest request = PlainHttpRequest.Parse(fromChars.WrittenSpan);
        Assert.Equal("POST /v1/x HTTP/1.1", request.RequestLine);
        using JsonDocument body = JsonDocument.Parse(request.Body);
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), body.RootElement.GetProperty("prompt").GetString());
    }

    [Fact]
    public void WriteTo_WithoutAHead_SaysWhatToDo()
    {
        CompletionRequestBuilder builder = new(new CompletionRequestOptions { Model = "m" });
        using PooledBuffer output = new();

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => builder.WriteTo(output, "a", 7));
        Assert.Throws<InvalidOperationException>(() => builder.WriteTo(output, "a"u8, 7));

        Assert.Contains("WriteBodyTo", refused.Message);
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void Constructor_OptionsWithProblems_ListsThemAll()
    {
        CompletionRequestOptions options = new() { Model = "", MaxTokens = 0, Temperature = -1 };

        ArgumentException refused = Assert.Throws<ArgumentException>(nameof(options), () => new CompletionRequestBuilder(options));

        Assert.Equal(3, options.Validate().Count);
        Assert.All(options.Validate(), problem => Assert.Contains(problem, refused.Message));
    }

    private static JsonDocument Body(CompletionRequestBuilder builder, string text, long? seed)
    {
        ArrayBufferWriter<byte> fromChars = new();
        ArrayBufferWriter<byte> fromBytes = new();
        builder.WriteBodyTo(fromChars, text, seed);
        builder.WriteBodyTo(fromBytes, Encoding.UTF8.GetBytes(text), seed);
        Assert.Equal(fromChars.WrittenSpan, fromBytes.WrittenSpan);
        return JsonDocument.Parse(fromChars.WrittenMemory.ToArray());
    }
}
