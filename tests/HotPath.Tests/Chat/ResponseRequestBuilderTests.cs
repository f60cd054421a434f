using System.Buffers;
using System.Text;
using System.Text.Json;
using HotPath.Chat;
using HotPath.Requests;
using HotPath.Tests.Requests;

namespace HotPath.Tests.Chat;

public sealed class ResponseRequestBuilderTests
{
    [Fact]
    public void WriteBodyTo_EveryOption_IsReadBack()
    {
        ResponseRequestBuilder builder = new(new ResponseRequestOptions
        {
            Model = "m-\"1\"",
            Instructions = "Be \\brief\\.",
            MaxOutputTokens = 50,
            Temperature = 0.7,
            Stream = true,
        });

        using JsonDocument body = Body(builder, "a \"b\"\n\u00E9");

        Assert.Equal("""{"model":"m-\"1\"","instructions":"Be \\brief\\.","max_output_tokens":50,"temperature":0.7,"stream":true,"input":"a \"b\"\né"}""", body.RootElement.GetRawText());
    }

    [Fact]
    public void WriteBodyTo_OnlyAModel_SendsNothingElse()
    {
        ResponseRequestBuilder builder = new(new ResponseRequestOptions { Model = "m" });

        using JsonDocument body = Body(builder, "a");

        Assert.Equal("""{"model":"m","input":"a"}""", body.RootElement.GetRawText());
    }

    [Fact]
    public void WriteBodyTo_Seed_TravelsInTheMetadata()
    {
        ResponseRequestBuilder builder = new(new ResponseRequestOptions { Model = "m" });
        ArrayBufferWriter<byte> output = new();

        builder.WriteBodyTo(output, "a"u8, seed: long.MinValue);

        Assert.Equal("""{"model":"m","input":"a","metadata":{"seed":"-9223372036854775808"}}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [MemberData(nameof(JsonTextTests.HostileTexts), MemberType = typeof(JsonTextTests))]
    public void WriteTo_HostileText_IsOneRequestThatCarriesIt(string text)
    {
        HttpRequestHead head = new("POST", "/v1/x", "a", [new("Content-Type", "application/json")]);
        ResponseRequestBuilder builder = new(new ResponseRequestOptions { Model = "m" }, head);
        using PooledBuffer fromChars = new(16);
        using PooledBuffer fromBytes = new(16);

        builder.WriteTo(fromChars, text);
        builder.WriteTo(fromBytes, Encoding.UTF8.GetBytes(text));

        Assert.Equal(fromChars.WrittenSpan, fromBytes.WrittenSpan);
        PlainHttpRequest request = PlainHttpRequest.Parse(fromChars.WrittenSpan);
        Assert.Equal("POST /v1/x HTTP/1.1", request.RequestLine);
        using JsonDocument body = JsonDocument.Parse(request.Body);
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), body.RootElement.GetProperty("input").GetString());
    }

    [Fact]
    public void WriteTo_WithoutAHead_SaysWhatToDo()
    {
        ResponseRequestBuilder builder = new(new ResponseRequestOptions { Model = "m" });
        using PooledBuffer output = new();

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => builder.WriteTo(output, "a"));
        Assert.Throws<InvalidOperationException>(() => builder.WriteTo(output, "a"u8));

        Assert.Contains("WriteBodyTo", refused.Message);
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void Constructor_OptionsWithProblems_ListsThemAll()
    {
        ResponseRequestOptions options = new() { Model = "", MaxOutputTokens = 0, Temperature = double.NaN };

        ArgumentException refused = Assert.Throws<ArgumentException>(nameof(options), () => new ResponseRequestBuilder(options));

        Assert.Equal(3, options.Validate().Count);
        Assert.All(options.Validate(), problem => Assert.Contains(problem, refused.Message));
    }

    private static JsonDocument Body(ResponseRequestBuilder builder, string text)
    {
        ArrayBufferWriter<byte> fromChars = new();
        ArrayBufferWriter<byte> fromBytes = new();
        builder.WriteBodyTo(fromChars, text);
        builder.WriteBodyTo(fromBytes, Encoding.UTF8.GetBytes(text));
        Assert.Equal(fromChars.WrittenSpan, fromBytes.WrittenSpan);
        return JsonDocument.Parse(fromChars.WrittenMemory.ToArray());
    }
}
