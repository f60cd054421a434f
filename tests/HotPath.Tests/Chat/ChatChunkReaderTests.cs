using System.Text;
using HotPath.Chat;

namespace HotPath.Tests.Chat;

public sealed class ChatChunkReaderTests
{
    private static readonly ReadChunk Nothing = new("", "", "", 0, false, false, 0, 0, 0, false, "", "", "", "");

    private static readonly ReadChunk OneEmptyChoice = Nothing with { ChoiceCount = 1 };

    [Fact]
    public void TryRead_StreamedChunk_FindsEveryMember() =>
        Assert.Equal(
            OneEmptyChoice with { Content = "Hello", Model = "sim", Id = "chatcmpl-1", SystemFingerprint = "hotpath-1" },
            ReadChunk.From(
                """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"sim","system_fingerprint":"hotpath-1",""" +
                """ "choices":[{"index":0,"delta":{"content":"Hello"},"logprobs":null,"finish_reason":null}],"usage":null}"""));

    [Fact]
    public void TryRead_WholeAnswer_FindsMessageAndUsage() =>
        Assert.Equal(
            OneEmptyChoice with
            {
                Content = "Hi", FinishReason = "length", HasUsage = true, PromptTokens = 3, CompletionTokens = 4, TotalTokens = 7,
            },
            ReadChunk.From(
                """{"object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Hi","refusal":null},""" +
                """ "logprobs":null,"finish_reason":"length"}],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,""" +
                """ "prompt_tokens_details":{"cached_tokens":1,"total_tokens":99},"completion_tokens_details":{"prompt_tokens":88}}}"""));

    [Theory]
    [InlineData("""{"role":"assistant","content":""}""")]
    [InlineData("""{"role":"assistant"}""")]
    [InlineData("""{"role":"assistant","content":null,"reasoning_content":null,"reasoning":"","tool_calls":[]}""")]
    [InlineData("""{"role":"assistant","tool_calls":null,"refusal":null}""")]
    [InlineData("{}")]
    [InlineData("null")]
    public void TryRead_DeltaWithoutText_HasNoContent(string delta) =>
        Assert.Equal(OneEmptyChoice, ReadChunk.From($$"""{"choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}"""));

    [Theory]
    [InlineData("""{"reasoning_content":"why"}""")]
    [InlineData("""{"reasoning":"why"}""")]
    [InlineData("""{"reasoning":"other","content":null,"reasoning_content":"why"}""")]
    [InlineData("""{"reasoning_content":"","reasoning":"why"}""")]
    [InlineData("""{"reasoning_content":null,"reasoning":"w\u0068y"}""")]
    public void TryRead_ReasoningUnderEitherName_IsReasoningNotContent(string delta) =>
        Assert.Equal(OneEmptyChoice with { Reasoning = "why" }, ReadChunk.From($$"""{"choices":[{"delta":{{delta}}}]}"""));

    [Theory]
    [InlineData("""{"delta":{"content":"a"},"message":null}""")]
    [InlineData("""{"message":null,"delta":{"content":"a"}}""")]
    [InlineData("""{"delta":null,"message":{"content":"a"}}""")]
    [InlineData("""{"message":{"content":"b"},"delta":{"content":"a"}}""")]
    [InlineData("""{"delta":{"content":"a"},"message":{"content":"b"}}""")]
    public void TryRead_DeltaAndMessage_PrefersAnObjectInDelta(string choice) =>
        Assert.Equal(OneEmptyChoice with { Content = "a" }, ReadChunk.From($$"""{"choices":[{{choice}}]}"""));

    [Fact]
    public void TryRead_ToolCalls_AreSeen() =>
        Assert.Equal(
            OneEmptyChoice with { HasToolCalls = true },
            ReadChunk.From("""{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{\"content\":1}"}}]}}]}"""));

    [Theory]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""")]
    [InlineData("""{"usage":{"total_tokens":3,"x":[{}],"completion_tokens":2,"prompt_tokens":1}}""")]
    [InlineData("""{"choices":null,"usage":null,"usage":{"total_tokens":9,"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""")]
    public void TryRead_UsageWithoutChoices_IsRead(string json) =>
        Assert.Equal(Nothing with { HasUsage = true, PromptTokens = 1, CompletionTokens = 2, TotalTokens = 3 }, ReadChunk.From(json));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"prompt_tokens":null,"details":{"total_tokens":3}}""")]
    public void TryRead_UsageWithoutCounts_IsNoUsage(string usage) =>
        Assert.Equal(Nothing, ReadChunk.From($$"""{"usage":{{usage}}}"""));

    [Fact]
    public void TryRead_UsageOfSomeCounts_LeavesTheOthersAtZero() =>
        Assert.Equal(
            Nothing with { HasUsage = true, PromptTokens = long.MaxValue },
            ReadChunk.From("""{"usage":{"prompt_tokens":9223372036854775807,"completion_tokens":null}}"""));

    [Theory]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("1e2")]
    [InlineData("9223372036854775808")]
    [InlineData("1e999")]
    [InlineData("\"1\"")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void TryRead_UsageThatIsNoCount_IsRefused(string count)
    {
        Assert.Null(ReadChunk.From($$$"""{"usage":{"prompt_tokens":{{{count}}}}}"""));
        Assert.Null(ReadChunk.From($$$"""{"usage":{"completion_tokens":{{{count}}}}}"""));
        Assert.Null(ReadChunk.From($$$"""{"usage":{"total_tokens":{{{count}}}}}"""));
    }

    [Theory]
    [InlineData("""{"created":1e999,"x":-0.5E+7,"y":123456789012345678901234567890,"choices":[]}""")]
    [InlineData("""{"created":-1,"service_tier":{"usage":{"prompt_tokens":1}},"choices":[]}""")]
    public void TryRead_NumbersNobodyAsksFor_AreSkipped(string json) => Assert.Equal(Nothing, ReadChunk.From(json));

    [Theory]
    [InlineData("""{"index":1,"delta":{"content":"b"}},{"index":0,"delta":{"content":"a"}}""")]
    [InlineData("""{"delta":{"content":"a"},"index":0},{"delta":{"content":"b"},"index":1}""")]
    [InlineData("""{"delta":{"content":"a"}},{"delta":{"content":"b"}}""")]
    [InlineData("""{"index":null,"delta":{"content":"a"}},{"index":-1,"delta":{"content":"b"}}""")]
    [InlineData("""{"index":0,"delta":{"content":"b"}},{"index":0,"delta":{"content":"a"}}""")]
    public void TryRead_SeveralChoices_TakesTheOneOfIndexZero(string choices) =>
        Assert.Equal(Nothing with { ChoiceCount = 2, Content = "a" }, ReadChunk.From($$"""{"choices":[{{choices}}]}"""));

    [Fact]
    public void TryRead_OnlyAnotherChoice_HasNoContent() =>
        Assert.Equal(OneEmptyChoice, ReadChunk.From("""{"choices":[{"index":1,"delta":{"content":"b"},"finish_reason":"stop"}]}"""));

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"b"}},{}],"choices":[{"delta":{"content":"a"}}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"b"},"delta":{"content":"a"}}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"b","content":"a"}}]}""")]
    [InlineData("""{"choices":[{"delta":{"reasoning":"b","tool_calls":[1]},"finish_reason":"x","delta":{"content":"a"},"finish_reason":null}]}""")]
    [InlineData("""{"usage":{"prompt_tokens":1},"error":{"message":"m"},"choices":[{"delta":{"content":"a"}}],"usage":null,"error":null}""")]
    [InlineData("""{"object":"error","message":"m","choices":[{"delta":{"content":"a"}}],"object":"chat.completion"}""")]
    [InlineData("""{"model":"m","id":"i","choices":[{"delta":{"content":"a"}}],"id":1,"model":{"x":["model"]}}""")]
    public void TryRead_RepeatedMember_TakesTheLastWhole(string json) =>
        Assert.Equal(OneEmptyChoice with { Content = "a" }, ReadChunk.From(json));

    [Fact]
    public void TryRead_SameNamesElsewhere_AreNotConfused() =>
        Assert.Equal(
            OneEmptyChoice with { Content = "a" },
            ReadChunk.From(
                """{"content":"x","delta":{"content":"x"},"finish_reason":"x","x":{"choices":[{"delta":{"content":"x"}}],"error":{},"usage":{"total_tokens":1}},""" +
                """ "choices":[{"content":"x","error":"x","model":"x","logprobs":{"content":[{"token":"x"}]},""" +
                """ "delta":{"content":"a","delta":{"content":"x"},"annotations":[{"content":"x","finish_reason":"x"}],"usage":{"total_tokens":1}}}]}"""));

    [Theory]
    [InlineData("""{"error":{"message":"m","type":"t","code":429}}""", "m")]
    [InlineData("""{"error":{"code":500,"metadata":{"message":"x"}}}""", "")]
    [InlineData("""{"error":{"message":["x"]}}""", "")]
    [InlineData("""{"error":"m"}""", "m")]
    [InlineData("""{"error":""}""", "")]
    [InlineData("""{"error":{}}""", "")]
    [InlineData("""{"object":"error","message":"m\n","code":400}""", "m\n")]
    [InlineData("""{"message":"m","object":"err\u006Fr"}""", "m")]
    [InlineData("""{"object":"error","message":"x","error":{"message":"m"}}""", "m")]
    public void TryRead_ErrorInBand_IsSeen(string json, string message) =>
        Assert.Equal(Nothing with { HasError = true, ErrorMessage = message }, ReadChunk.From(json));

    [Fact]
    public void TryRead_ErrorBesideAChoice_KeepsBoth() =>
        Assert.Equal(
            OneEmptyChoice with { FinishReason = "error", HasError = true, ErrorMessage = "m" },
            ReadChunk.From("""{"choices":[{"delta":{"content":""},"finish_reason":"error"}],"error":{"message":"m"}}"""));

    [Theory]
    [InlineData("""{"error":null}""")]
    [InlineData("""{"error":false}""")]
    [InlineData("""{"object":"list","message":"m"}""")]
    [InlineData("""{"object":null}""")]
    [InlineData("""{"object":["error"]}""")]
    public void TryRead_NoError_HasNone(string json) => Assert.Equal(Nothing, ReadChunk.From(json));

    [Theory]
    [InlineData("""\uD83D\uDE00 \"\\\/\b\f\n\r\t""", "\U0001F600 \"\\/\b\f\n\r\t")]
    [InlineData("""\uD83D""", "\uFFFD")]
    [InlineData("""x\uDE00\uD83Dy""", "x\uFFFD\uFFFDy")]
    [InlineData("\U0001F600\u2028\x7F", "\U0001F600\u2028\x7F")]
    [InlineData("""\u0000""", "\0")]
    public void TryRead_TextWithEscapes_IsDecoded(string escaped, string text) =>
        Assert.Equal(
            Nothing with
            {
                ChoiceCount = 1, Content = text, Reasoning = text, FinishReason = text,
                Model = text, Id = text, SystemFingerprint = text, HasError = true, ErrorMessage = text,
            },
            ReadChunk.From(
                $$$"""{"model":"{{{escaped}}}","id":"{{{escaped}}}","system_fingerprint":"{{{escaped}}}","error":"{{{escaped}}}",""" +
                $$$""" "choices":[{"delta":{"content":"{{{escaped}}}","reasoning":"{{{escaped}}}"},"finish_reason":"{{{escaped}}}"}]}"""));

    [Theory]
    [InlineData("""{"\u0063hoices":[{"\u0064elta":{"\u0063\u006Fntent":"a"}}]}""")]
    [InlineData("""{"\uD800hoices":1,"\uD800":2,"choices\uDC00":3,"choices":[{"delta":{"content\u0000":"x","content":"a"}}]}""")]
    public void TryRead_NamesWithEscapes_AreDecoded(string json) =>
        Assert.Equal(OneEmptyChoice with { Content = "a" }, ReadChunk.From(json));

    [Fact]
    public void TryRead_NamesEscapedInFullOrFarTooLong_AreToldApart()
    {
        string escaped = string.Concat("system_fingerprint".Select(letter => $"\\u{(int)letter:x4}"));

        Assert.Equal(Nothing with { SystemFingerprint = "a" }, ReadChunk.From($$"""{"{{escaped}}":"a"}"""));
        Assert.Equal(Nothing, ReadChunk.From($$"""{"{{escaped}}{{escaped}}":"a"}"""));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("[DONE]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("[{}]")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{}]")]
    [InlineData("\uFEFF{}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":1 /* no */}")]
    [InlineData("{\"a\":\"\n\"}")]
    [InlineData("{\"a\":\"\\x\"}")]
    [InlineData("{\"a\":\"\\u12\"}")]
    public void TryRead_NotOneJsonObject_IsRefused(string json) => Assert.Null(ReadChunk.From(json));

    [Theory]
    [InlineData("""{"choices":{}}""")]
    [InlineData("""{"choices":"x"}""")]
    [InlineData("""{"choices":[1]}""")]
    [InlineData("""{"choices":[null]}""")]
    [InlineData("""{"choices":[{"delta":[]}]}""")]
    [InlineData("""{"choices":[{"delta":"x"}]}""")]
    [InlineData("""{"choices":[{"message":1}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":1}}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":[{"type":"text","text":"x"}]}}]}""")]
    [InlineData("""{"choices":[{"delta":{"reasoning":{}}}]}""")]
    [InlineData("""{"choices":[{"delta":{"tool_calls":{}}}]}""")]
    [InlineData("""{"choices":[{"finish_reason":1}]}""")]
    [InlineData("""{"choices":[{"index":"0"}]}""")]
    [InlineData("""{"choices":[{"index":0.5}]}""")]
    [InlineData("""{"usage":[]}""")]
    [InlineData("""{"usage":5}""")]
    [InlineData("""{"error":true}""")]
    [InlineData("""{"error":[]}""")]
    [InlineData("""{"error":1}""")]
    public void TryRead_MemberOfAKindItCannotHave_IsRefused(string json) => Assert.Null(ReadChunk.From(json));

    [Theory]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xC0, 0xAF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })] // a surrogate
    [InlineData(new byte[] { 0xF0, 0x9F, 0x98 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })] // past U+10FFFF
    public void TryRead_InvalidUtf8Anywhere_IsRefused(byte[] invalid)
    {
        ChatChunkReader reader = new();

        Assert.Null(ReadChunk.From(reader, [.. """{"choices":[{"delta":{"content":"a"""u8, .. invalid, .. "\"}}]}"u8]));
        Assert.Null(ReadChunk.From(reader, [.. "{\"unknown\":\""u8, .. invalid, .. "\"}"u8]));
        Assert.Null(ReadChunk.From(reader, [.. "{\""u8, .. invalid, .. "\":1}"u8]));
    }

    [Theory]
    [InlineData(63, true)] // and the object itself is one
    [InlineData(64, false)]
    [InlineData(100_000, false)]
    public void TryRead_DeeplyNested_IsReadUpToSixtyFourLevels(int depth, bool expected) =>
        Assert.Equal(expected, ReadChunk.From($"{{\"x\":{new string('[', depth)}{new string(']', depth)}}}") is not null);

    [Theory]
    [InlineData("[DONE]", true)]
    [InlineData(" [DONE]\r\n", true)]
    [InlineData("", false)]
    [InlineData("[done]", false)]
    [InlineData("[DONE", false)]
    [InlineData("[DONE]]", false)]
    [InlineData("\"[DONE]\"", false)]
    public void IsDone_AnyData_KnowsTheTerminalMarkerOnly(string data, bool expected) =>
        Assert.Equal(expected, ChatChunkReader.IsDone(Encoding.UTF8.GetBytes(data)));

    [Fact]
    public void TryRead_AfterALongerOrARefusedObject_ReadsAfresh()
    {
        ChatChunkReader reader = new();
        byte[] escaped = Encoding.UTF8.GetBytes("""{"model":"\n","choices":[{"delta":{"content":"\"a\""}}]}""");
        string longText = string.Concat(Enumerable.Repeat("\\n", 100_000));
        byte[] longer = Encoding.UTF8.GetBytes($$$"""{"id":"\t","choices":[{"delta":{"content":"{{{longText}}}"}}]}""");

        ReadChunk? first = ReadChunk.From(reader, escaped);
        ReadChunk? second = ReadChunk.From(reader, longer);
        ReadChunk? third = ReadChunk.From(reader, escaped.AsSpan(0, escaped.Length - 1));
        ReadChunk? fourth = ReadChunk.From(reader, escaped);

        Assert.Equal(OneEmptyChoice with { Model = "\n", Content = "\"a\"" }, first);
        Assert.Equal(OneEmptyChoice with { Id = "\t", Content = new string('\n', 100_000) }, second);
        Assert.Null(third);
        Assert.Equal(first, fourth);
    }
}
