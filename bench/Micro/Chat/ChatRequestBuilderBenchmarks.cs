using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using HotPath.Chat;
using HotPath.Requests;
using OurMessage = HotPath.Chat.ChatMessage;

namespace HotPath.Micro.Chat;

/// <summary>One streamed chat request, head and body.</summary>
[MemoryDiagnoser]
public class ChatRequestBuilderBenchmarks : IDisposable
{
    private const long Seed = 1_234_567;
    private const string Line = "Say \"hello\" to the people next door, then name three things they sell.\n";

    private static readonly Uri Target = new("http://127.0.0.1:8080/v1/chat/completions");
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");
    private static readonly AuthenticationHeaderValue Authorization = new("Bearer", "sk-hotpath");

    // With another encoder than its own, the generator's code is not used for writing, only what it knows about the types.
    private static readonly ChatJsonContext Relaxed = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    });

    private readonly PooledBuffer _output = new(64 * 1024);
    private ChatRequestBuilder _builder = null!;
    private ChatMessage[] _history = null!;
    private string _prompt = null!;
    private byte[] _promptUtf8 = null!;
    private byte[] _request = null!;

    /// <summary>
    /// 330 bytes in all; a short question after 16 KB of conversation, which our builder has encoded before; 16 KB of prompt with
    /// three escapes in each line of 72 bytes; 2 KB of prompt in other scripts.
    /// </summary>
    [Params("small", "history", "long prompt", "non-ASCII")]
    public string Request { get; set; } = "";

    [GlobalSetup]
    public void Encode()
    {
        _history = Request == "history"
            ? [.. Enumerable.Range(0, 20).Select(turn => new ChatMessage(turn % 2 == 0 ? "user" : "assistant", string.Concat(Enumerable.Repeat(Line, 11))))]
            : [];
        _prompt = Request switch
        {
            "long prompt" => string.Concat(Enumerable.Repeat(Line, 228)),
            "non-ASCII" => string.Concat(Enumerable.Repeat("\u3053\u3093\u306B\u3061\u306F\u3001caf\u00E9 na\u00EFve \u041F\u0440\u0438\u0432\u0435\u0442 \U0001F600 ", 33)),
            _ => "Name three things the shop next door sells.",
        };
        _promptUtf8 = Encoding.UTF8.GetBytes(_prompt);
        HttpRequestHead head = new("POST", Target.PathAndQuery, Target.Authority,
            [new("Content-Type", "application/json"), new("Authorization", Authorization.ToString())]);
        _builder = new ChatRequestBuilder(
            new ChatRequestOptions
            {
                Model = "sim-small",
                MaxTokens = 50,
                Stream = true,
                IncludeUsage = true,
                History = [.. _history.Select(message => new OurMessage(message.Role, message.Content))],
            },
            head);
        PooledUtf8Prompt();
        _request = _output.WrittenSpan.ToArray();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _output.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The usual way: the source generator's code writes a record, and the bytes go into a request message.</summary>
    [Benchmark(Baseline = true)]
    public HttpRequestMessage SerializedRecord() => Message(JsonSerializer.SerializeToUtf8Bytes(Record(), ChatJsonContext.Default.ChatRequest));

    /// <summary>The same with as few escapes as ours has, and so the same bytes.</summary>
    [Benchmark]
    public HttpRequestMessage SerializedRecordRelaxed() => Message(JsonSerializer.SerializeToUtf8Bytes(Record(), Relaxed.ChatRequest));

    [Benchmark]
    public int PooledUtf16Prompt()
    {
        _output.ResetWrittenCount();
        _builder.WriteTo(_output, _prompt, Seed);
        return _output.WrittenCount;
    }

    [Benchmark]
    public int PooledUtf8Prompt()
    {
        _output.ResetWrittenCount();
        _builder.WriteTo(_output, _promptUtf8, Seed);
        return _output.WrittenCount;
    }

    /// <summary>The floor: the same bytes, already made, copied once.</summary>
    [Benchmark]
    public int CopiedRequest()
    {
        _output.ResetWrittenCount();
        _output.Write(_request);
        return _output.WrittenCount;
    }

    private ChatRequest Record() =>
        new("sim-small", 50, true, new StreamOptions(true), [.. _history, new ChatMessage("user", _prompt)], Seed);

    private static HttpRequestMessage Message(byte[] body)
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentType = JsonType;
        HttpRequestMessage message = new(HttpMethod.Post, Target) { Content = content };
        message.Headers.Authorization = Authorization;
        return message;
    }
}
