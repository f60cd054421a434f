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
            Metadata = new Dictionary<string, string> { ["app"] = "a \"b\"", ["k\\"] = "" },
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
        Assert.Equal(
            [("app", "a \"b\""), ("k\\", "")],
            root.GetProperty("metadata").EnumerateObject().Select(text => (text.Name, text.Value.GetString())));
        Assert.Equal(8, root.GetPropertyCount());
    }

    [Fact]
    public void WriteBodyTo_History_StandsBetweenSystemAndPrompt()
    {
        ChatRequestBuilder builder = new(new ChatRequestOptions
        {
            Model = "m",
            SystemPrompt = "s",
            History = [new("user", "a \"b\""), new("assistant", "c\n\u00E9")],
        });

        using JsonDocument body = Body(builder, "d", null);

        Assert.Equal(
            [("system", "s"), ("user", "a \"b\""), ("assistant", "c\n\u00E9"), ("user", "d")],
            body.RootElement.GetProperty("messages").EnumerateArray()
                .Select(message => (message.GetProperty("role").GetString(), message.GetProperty("content").GetString())));
    }

    [Fact]
    public void WriteTo_TextOfAnyLengthAndEscapes_IsOneRequestBehindWhatTheBufferHolds()
    {
        ChatRequestBuilder builder = new(new ChatRequestOptions { Model = "m" }, new HttpRequestHead("POST", "/", "a", []));
        for (int length = 0; length < 300; length += 7)
        {
            foreach (string unit in (string[])["a", "\n", "\x01", "\u00E9", "a\""])
            {
                string prompt = string.Concat(Enumerable.Repeat(unit, length));
                using PooledBuffer output = new(16);
                output.Write("before"u8);

                builder.WriteTo(output, Encoding.UTF8.GetBytes(prompt), length);

                Assert.True(output.WrittenSpan.StartsWith("before"u8));
                using JsonDocument body = JsonDocument.Parse(PlainHttpRequest.Parse(output.WrittenSpan["before".Length..]).Body);
                Assert.Equal(prompt, body.RootElement.GetProperty("messages")[0].GetProperty("content").GetString());
                Assert.Equal(length, body.RootElement.GetProperty("seed").GetInt32());
            }
        }
    }

    [Fact]
    public void WriteBodyTo_AnyOutput_AsksForTheRoomItUses()
    {
        ChatRequestBuilder builder = new(new ChatRequestOptions { Model = "m" });
        for (int length = 0; length < 100; length++)
        {
            TightBufferWriter output = new();

            builder.WriteBodyTo(output, Encoding.UTF8.GetBytes(new string('"', length)), long.MinValue);

            using JsonDocument body = JsonDocument.Parse(output.Written);
            Assert.Equal(new string('"', length), body.RootElement.GetProperty("messages")[0].GetProperty("content").GetString());
            Assert.Equal(long.MinValue, body.RootElement.GetProperty("seed").GetInt64());
        }
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
        ChatRequestOptions options = new()
        {
            Model = " ", MaxTokens = 0, MaxTokensMember = "", Temperature = double.NaN, History = [new("user", "a"), new(" ", "b")],
        };

        ArgumentException refused = Assert.Throws<ArgumentException>(nameof(options), () => new ChatRequestBuilder(options));

        Assert.Equal(5, options.Validate().Count);
        Assert.Contains(options.Validate(), problem => problem.StartsWith("history[1].role", StringComparison.Ordinal));
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
