using System.Text;
using HotPath.Chat;

namespace HotPath.Tests.Chat;

public sealed class AnswerReaderTests
{
    private readonly AnswerReader _reader = new();

    /// <summary>What each object says: content | reasoning | finish reason | output tokens | input tokens | error | id, and what it is.</summary>
    public static TheoryData<string, string> Objects => new()
    {
        // Responses, as OpenAI streams them.
        { """{"type":"response.created","response":{"id":"resp_1","object":"response","status":"in_progress","error":null,"incomplete_details":null,"model":"m","output":[],"text":{"format":{"type":"text"}},"usage":null},"sequence_number":0}""", "||||||resp_1" },
        { """{"type":"response.output_item.added","output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","content":[],"role":"assistant"}}""", "||||||" },
        { """{"type":"response.content_part.added","item_id":"msg_1","part":{"type":"output_text","annotations":[],"text":""}}""", "||||||" },
        { """{"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_1","output_index":0,"content_index":0,"delta":" caf\u00e9","logprobs":[],"obfuscation":"x"}""", " caf\u00E9||||||" },
        { """{"delta":"Hi","type":"response.output_text.delta"}""", "Hi||||||" },
        { """{"delta":"Hi","\u0074ype":"response.output_te\u0078t.delta"}""", "Hi||||||" },
        { """{"type":"response.reasoning_summary_text.delta","delta":"why"}""", "|why|||||" },
        { """{"type":"response.reasoning_text.delta","delta":"why"}""", "|why|||||" },
        { """{"type":"response.function_call_arguments.delta","delta":"{\"a\":1}"}""", "||||||" },
        { """{"type":"response.refusal.delta","delta":"no"}""", "||||||" },
        { """{"type":"response.output_text.done","text":"Hi there","item_id":"msg_1"}""", "||||||" },
        { """{"type":"response.content_part.done","part":{"type":"output_text","text":"Hi there"}}""", "||||||" },
        { """{"type":"response.output_item.done","item":{"type":"message","content":[{"type":"output_text","text":"Hi there"}]}}""", "||||||" },
        { """{"type":"response.completed","response":{"id":"resp_1","output":[{"type":"message","content":[{"type":"output_text","text":"Hi there"}]}],"usage":{"input_tokens":3,"input_tokens_details":{"cached_tokens":9},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":9},"total_tokens":8}}}""", "|||5|3||resp_1 end usage" },
        { """{"type":"response.incomplete","response":{"id":"r","incomplete_details":{"reason":"max_output_tokens"},"usage":{"input_tokens":3,"output_tokens":5}}}""", "||max_output_tokens|5|3||r end usage" },
        { """{"type":"response.failed","response":{"id":"r","error":{"code":"server_error","message":"The model died."}}}""", "|||||The model died.|r end error" },
        { """{"type":"error","code":"x","message":"over the limit","param":null,"sequence_number":1}""", "|||||over the limit| error" },
        { """{"type":"error","sequence_number":1,"error":{"type":"invalid_request_error","message":"wrong"}}""", "|||||wrong| error" },
        // A response in one piece.
        { """{"id":"r","object":"response","status":"completed","error":null,"incomplete_details":null,"output":[{"id":"rs","type":"reasoning","summary":[{"type":"summary_text","text":"why"}]},{"id":"msg","type":"message","content":[{"type":"output_text","annotations":[],"text":""},{"text":"Hi","type":"output_text"},{"type":"output_text","text":"more"}]}],"text":{"format":{"type":"text"}},"usage":{"input_tokens":3,"output_tokens":5,"total_tokens":8}}""", "Hi|why||5|3||r whole usage" },
        { """{"id":"r","output":[{"type":"function_call","arguments":"{}"}]}""", "||||||r whole tools" },
        { """{"id":"r","status":"failed","error":{"message":"no"},"output":[]}""", "|||||no|r whole error" },
        // Messages, as Anthropic streams them.
        { """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"model":"m","stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"output_tokens":1}}}""", "||||25||msg_1" },
        { """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""", "||||||" },
        { """{"type":"ping"}""", "||||||" },
        { """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}""", "Hello||||||" },
        { """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}""", "|hm|||||" },
        { """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"a\""}}""", "||||||" },
        { """{"type":"content_block_stop","index":0}""", "||||||" },
        { """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":15}}""", "||end_turn|15||| usage" },
        { """{"type":"message_stop"}""", "|||||| end" },
        { """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", "|||||Overloaded| error" },
        // A message in one piece.
        { """{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"Hi \"you\"","citations":null}],"stop_reason":"max_tokens","usage":{"input_tokens":4,"cache_creation":null,"output_tokens":2}}""", "Hi \"you\"|hm|max_tokens|2|4||msg_1 whole usage" },
        { """{"id":"m","type":"message","content":[{"type":"tool_use","id":"t","name":"f","input":{"content":"x","text":7}}]}""", "||||||m whole tools" },
        { "{}", "||||||" },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public void TryRead_ObjectsOfBothEndpoints_SaysWhatTheyHold(string json, string expected)
    {
        Assert.Equal(expected, Read(json));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[DONE]")]
    [InlineData("[]")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"response.output_text.delta","delta":7}""")]
    [InlineData("""{"type":"content_block_delta","delta":{"text":{}}}""")]
    [InlineData("""{"type":"response.completed","response":7}""")]
    [InlineData("""{"type":"response.completed","response":{"usage":{"output_tokens":-1}}}""")]
    [InlineData("""{"usage":{"output_tokens":1.5}}""")]
    [InlineData("""{"output":"x"}""")]
    [InlineData("""{"error":7}""")]
    [InlineData("""{"type":"ping"} {}""")]
    [InlineData("""{"type":"ping" """)]
    public void TryRead_NothingOfTheKind_IsFalse(string json)
    {
        Assert.False(_reader.TryRead(Encoding.UTF8.GetBytes(json), out _));
    }

    [Fact]
    public void TryRead_InvalidUtf8_IsFalse()
    {
        Assert.False(_reader.TryRead([.. "{\"type\":\""u8, 0xFF, .. "\"}"u8], out _));
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void TryRead_CutAtEveryByte_IsFalse(string json, string expected)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(json);
        Assert.NotNull(expected);

        for (int length = 0; length < utf8.Length; length++)
        {
            Assert.False(_reader.TryRead(utf8.AsSpan(0, length), out _), Encoding.UTF8.GetString(utf8, 0, length));
        }
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void TryRead_OneByteDamaged_NeverThrows(string json, string expected)
    {
        Random random = new(expected.Length);
        for (int round = 0; round < 500; round++)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(json);
            utf8[random.Next(utf8.Length)] = (byte)random.Next(256);

            if (_reader.TryRead(utf8, out ChatChunk chunk)) Assert.True(chunk.Content.Length + chunk.Id.Length + chunk.ErrorMessage.Length <= 2 * utf8.Length);
        }
    }

    private string Read(string json)
    {
        Assert.True(_reader.TryRead(Encoding.UTF8.GetBytes(json), out ChatChunk chunk));
        string texts = string.Join('|', Text(chunk.Content), Text(chunk.ReasoningContent), Text(chunk.FinishReason), Number(chunk.CompletionTokens), Number(chunk.PromptTokens), Text(chunk.ErrorMessage), Text(chunk.Id));
        return texts
            + (chunk.ChoiceCount == 1 ? " whole" : "")
            + (chunk.IsEnd ? " end" : "")
            + (chunk.HasError ? " error" : "")
            + (chunk.HasToolCalls ? " tools" : "")
            + (chunk.HasUsage ? " usage" : "");
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private static string Number(long tokens) => tokens == 0 ? "" : $"{tokens}";
}
