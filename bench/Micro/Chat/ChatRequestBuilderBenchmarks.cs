using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using HotPath.Chat;
using HotPath.Requests;

namespace HotPath.Micro.Chat;

/// <summary>One streamed chat request, head and body, with a prompt that has something to escape in every line.</summary>
[MemoryDiagnoser]
public class ChatRequestBuilderBenchmarks : IDisposable
{
    private const string Line = "Say \"hello\" to the caf\u00E9 next door, then name three things they sell.\n";
    private const long Seed = 1_234_567;

    private static readonly Uri Target = new("http://127.0.0.1:8080/v1/chat/completions");
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");
    private static readonly AuthenticationHeaderValue Authorization = new("Bearer", "sk-hotpath");

    private readonly PooledBuffer _output = new(64 * 1024);
    private ChatRequestBuilder _builder = null!;
    private string _prompt = null!;
    private byte[] _promptUtf8 = null!;
    private byte[] _request = null!;

    /// <summary>Lines of the prompt, 70 bytes each.</summary>
    [Params(1, 100)]
    public int PromptLines { get; set; }

    [GlobalSetup]
    public void Encode()
    {
        _prompt = string.Concat(Enumerable.Repeat(Line, PromptLines));
        _promptUtf8 = Encoding.UTF8.GetBytes(_prompt);
        HttpRequestHead head = new("POST", Target.PathAndQuery, Target.Authority,
            [new("Content-Type", "application/json"), new("Authorization", Authorization.ToString())]);
        _builder = new ChatRequestBuilder(
            new ChatRequestOptions { Model = "sim-small", MaxTokens = 50, Stream = true, IncludeUsage = true }, head);
        PooledUtf8Prompt();
        _request = _output.WrittenSpan.ToArray();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _output.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The usual way: serialise a record, and wrap the bytes in a request message.</summary>
    [Benchmark(Baseline = true)]
    public HttpRequestMessage SerializedRecord()
    {
        ChatRequest request = new(
            "sim-small", 50, true, new StreamOptions(true), [new ChatMessage("user", _prompt)], Seed);
        ByteArrayContent content = new(JsonSerializer.SerializeToUtf8Bytes(request, ChatJsonContext.Default.ChatRequest));
        content.Headers.ContentType = JsonType;
        HttpRequestMessage message = new(HttpMethod.Post, Target) { Content = content };
        message.Headers.Authorization = Authorization;
        return message;
    }

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
}
