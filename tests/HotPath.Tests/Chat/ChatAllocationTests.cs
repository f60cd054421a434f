using System.Text;
using HotPath.Chat;
using HotPath.Requests;

namespace HotPath.Tests.Chat;

public sealed class ChatAllocationTests
{
    private const int Rounds = 1_000;

    private static readonly string Prompt = string.Concat(Enumerable.Repeat("line \"one\"\n\u00E9\U0001F600\uD800", 200));

    [Fact]
    public void WriteTo_WarmBuffer_AllocatesNothing()
    {
        HttpRequestHead head = new("POST", "/v1/chat/completions", "a", [new("Content-Type", "application/json")]);
        ChatRequestBuilder builder = new(new ChatRequestOptions { Model = "m", Stream = true, IncludeUsage = true }, head);
        byte[] promptUtf8 = [.. Encoding.UTF8.GetBytes(Prompt), 0xFF];
        using PooledBuffer output = new();

        AssertAllocatesNothing(round =>
        {
            output.ResetWrittenCount();
            builder.WriteTo(output, promptUtf8, round);
            builder.WriteTo(output, Prompt, null);
        });
    }

    [Fact]
    public void WriteTurn_WarmHistory_AllocatesNothing()
    {
        ChatRequestBuilder builder = new(new ChatRequestOptions { Model = "m", Stream = true, IncludeUsage = true });
        byte[] text = Encoding.UTF8.GetBytes(Prompt);
        using ChatHistory history = new();
        using PooledBuffer output = new();

        AssertAllocatesNothing(round =>
        {
            output.ResetWrittenCount();
            history.Clear();
            for (int turn = 0; turn < 3; turn++)
            {
                history.AddUser(text);
                history.AddAssistant(text);
            }

            builder.WriteBodyTo(output, new ChatTurn { PromptUtf8 = text, History = history, Seed = round, MaxTokens = 50 });
        });
    }

    [Fact]
    public void WriteTo_OtherEndpoints_AllocatesNothing()
    {
        HttpRequestHead head = new("POST", "/v1", "a", [new("Content-Type", "application/json")]);
        CompletionRequestBuilder completions = new(new CompletionRequestOptions { Model = "m" }, head);
        EmbeddingRequestBuilder embeddings = new(new EmbeddingRequestOptions { Model = "m" }, head);
        ResponseRequestBuilder responses = new(new ResponseRequestOptions { Model = "m" }, head);
        MessageRequestBuilder messages = new(new MessageRequestOptions { Model = "m" }, head);
        using PooledBuffer output = new();

        AssertAllocatesNothing(round =>
        {
            output.ResetWrittenCount();
            completions.WriteTo(output, Prompt, round);
            embeddings.WriteTo(output, Prompt);
            responses.WriteTo(output, Prompt, round);
            messages.WriteTo(output, Prompt, round);
        });
    }

    [Fact]
    public void RequestTemplate_WarmBuffer_AllocatesNothing()
    {
        RequestTemplate template = RequestTemplate.Parse("""{"n":{{n}},"user":"u-{{u}}","input":{{input}},"x":{{x}}}""");
        using PooledBuffer output = new();

        AssertAllocatesNothing(round =>
        {
            output.ResetWrittenCount();
            template.Begin(output).Number(round).Text("a\"b"u8).Text(Prompt).Raw("[]"u8).End();
        });
    }

    [Fact]
    public void TryRead_WarmReader_AllocatesNothing()
    {
        byte[][] chunks =
        [
            """{"id":"1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":null}],"usage":null}"""u8.ToArray(),
            """{"\u0069d":"\u0031","choices":[{"index":0,"delta":{"content":"\uD83D\uDE00\n\uD800","reasoning":"\"why\""},"finish_reason":"st\u006Fp"}]}"""u8.ToArray(),
            """{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}"""u8.ToArray(),
            """{"error":{"message":"over\tthe limit"}}"""u8.ToArray(),
            """{"choices":[{"delta":{"content":1}}]}"""u8.ToArray(),
            [.. "{\"choices\":\""u8, 0xFF, .. "\"}"u8],
        ];
        ChatChunkReader reader = new();
        long seen = 0;

        AssertAllocatesNothing(_ =>
        {
            foreach (byte[] json in chunks)
            {
                if (ChatChunkReader.IsDone(json)) continue;
                if (reader.TryRead(json, out ChatChunk chunk)) seen += chunk.Content.Length + chunk.ErrorMessage.Length;
            }
        });

        Assert.NotEqual(0, seen);
        Assert.Equal(0, seen % ((5 + 8 + 14) * Rounds)); // each round, however many there were
    }

    [Fact]
    public void TryRead_OtherEndpoints_AllocatesNothing()
    {
        byte[][] objects =
        [
            """{"type":"response.output_text.delta","item_id":"i","delta":"Hello","sequence_number":4}"""u8.ToArray(),
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\uD83D\uDE00\n\uD800"}}"""u8.ToArray(),
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":7}}"""u8.ToArray(),
            """{"type":"error","error":{"message":"over\tthe limit"}}"""u8.ToArray(),
            """{"type":1}"""u8.ToArray(),
        ];
        AnswerReader reader = new();
        long seen = 0;

        AssertAllocatesNothing(_ =>
        {
            foreach (byte[] json in objects)
            {
                if (reader.TryRead(json, out ChatChunk chunk)) seen += chunk.Content.Length + chunk.ErrorMessage.Length;
            }
        });

        Assert.NotEqual(0, seen);
        Assert.Equal(0, seen % ((5 + 8 + 14) * Rounds));
    }

    [Fact]
    public void TryRead_StreamsOfEveryGateway_AllocatesNothing()
    {
        byte[][] chunks = [.. from name in ChatStreams.Names.Select(row => row.Data) from number in (int[])[1, 2] from chunk in ChatStreams.Create(name, number) select Encoding.UTF8.GetBytes(chunk)];
        ChatChunkReader reader = new();
        long seen = 0;

        AssertAllocatesNothing(round =>
        {
            if (round % 100 != 0) return; // some hundred chunks each
            foreach (byte[] json in chunks)
            {
                if (reader.TryRead(json, out ChatChunk chunk)) seen += chunk.Content.Length;
            }
        });

        Assert.NotEqual(0, seen);
    }

    private static void AssertAllocatesNothing(Action<int> round)
    {
        for (int warmUp = 0; warmUp < Rounds; warmUp++) round(warmUp);

        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int measured = 0; measured < Rounds; measured++) round(measured);
        }));
    }
}
