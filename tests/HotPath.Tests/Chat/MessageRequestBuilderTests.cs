using System.Buffers;
using System.Text;
using System.Text.Json;
using HotPath.Chat;
using HotPath.Requests;
using HotPath.Tests.Requests;

namespace HotPath.Tests.Chat;

public sealed class MessageRequestBuilderTests
{
    [Fact]
    public void WriteBodyTo_EveryOption_IsReadBack()
    {
        MessageRequestBuilder builder = new(new MessageRequestOptions
        {
            Model = "m-\"1\"",
            System = "Be \\brief\\.",
            MaxTokens = 50,
            Temperature = 0.7,
            Stream = true,
        });

        using JsonDocument body = Body(builder, "a \"b\"\n\u00E9");

        Assert.Equal("""{"model":"m-\"1\"","max_tokens":50,"system":"Be \\brief\\.","temperature":0.7,"stream":true,"messages":[{"role":"user","content":"a \"b\"\né"}]}""", body.RootElement.GetRawText());
    }

    [Fact]
    public void WriteBodyTo_OnlyAModel_SendsWhatTheEndpointDemands()
    {
        MessageRequestBuilder builder = new(new MessageRequestOptions { Model = "m" });

        using JsonDocument body = Body(builder, "a");

        Assert.Equal("""{"model":"m","max_tokens":4096,"messages":[{"role":"user","content":"a"}]}""", body.RootElement.GetRawText());
    }

    [Fact]
    public void WriteBodyTo_Seed_TravelsInTheMetadata()
    {
        MessageRequestBuilder builder = new(new MessageRequestOptions { Model = "m" });
        ArrayBufferWriter<byte> output = new();

        builder.WriteBodyTo(output, "a"u8, seed: long.MinValue);

        Assert.Equal("""{"model":"m","max_tokens":4096,"messages":[{"role":"user","content":"a"}],"metadata":{"user_id":"seed--9223372036854775808"}}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [MemberData(nameof(JsonTextTests.HostileTexts), MemberType = typeof(JsonTextTests))]
    public void WriteTo_HostileText_IsOneRequestThatCarriesIt(string text)
    {
        HttpRequestHead head = new("POST", "/v1/x", "a", [new("Content-Type", "application/json")]);
        MessageRequestBuilder builder = new(new MessageRequestOptions { Model = "m" }, head);
        using PooledBuffer fromChars = new(16);
        using PooledBuffer fromBytes = new(16);

        builder.WriteTo(fromChars, text);
        builder.WriteTo(fromBytes, Encoding.UTF8.GetBytes(text));

        Assert.Equal(fromChars.WrittenSpan, fromBytes.WrittenSpan);
        PlainHttpRequest request = PlainHttpRequest.Parse(fromChars.WrittenSpan);
        Assert.Equal("POST /v1/x HTTP/1.1", request.RequestLine);
        using JsonDocument body = JsonDocument.Parse(request.Body);
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), body.RootElement.GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Fact]
    public void WriteTo_WithoutAHead_SaysWhatToDo()
    {
        MessageRequestBuilder builder = new(new MessageRequestOptions { Model = "m" });
        using PooledBuffer output = new();

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => builder.WriteTo(output, "a"));
        Assert.Throws<InvalidOperationException>(() => builder.WriteTo(output, "a"u8));

        Assert.Contains("WriteBodyTo", refused.Message);
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void Constructor_OptionsWithProblems_ListsThemAll()
    {
        MessageRequestOptions options = new() { Model = "", MaxTokens = 0, Temperature = double.NaN };

        ArgumentException refused = Assert.Throws<ArgumentException>(nameof(options), () => new MessageRequestBuilder(options));

        Assert.Equal(3, options.Validate().Count);
        Assert.All(options.Validate(), problem => Assert.Contains(problem, refused.Message));
    }

    private static JsonDocument Body(MessageRequestBuilder builder, string text)
    {
        ArrayBufferWriter<byte> fromChars = new();
        ArrayBufferWriter<byte> fromBytes = new();
        builder.WriteBodyTo(fromChars, text);
        builder.WriteBodyTo(fromBytes, Encoding.UTF8.GetBytes(text));
        Assert.Equal(fromChars.WrittenSpan, fromBytes.WrittenSpan);
        return JsonDocument.Parse(fromChars.WrittenMemory.ToArray());
    }
}
