using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using HotPath.Chat;

namespace HotPath.Micro.Chat;

/// <summary>One chat-completion chunk, from its JSON to the length of its content.</summary>
[MemoryDiagnoser]
public class ChatChunkReaderBenchmarks
{
    private readonly ChatChunkReader _reader = new();
    private byte[] _json = null!;

    /// <summary>A token as most gateways send it, the same escaped, and the chunk that carries the usage.</summary>
    [Params("plain", "escaped", "usage")]
    public string Chunk { get; set; } = "";

    [GlobalSetup]
    public void Encode()
    {
        const string Head = """{"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"sim-small",""";
        const string Choice = """ "choices":[{"index":0,"delta":{"content":"CONTENT"},"logprobs":null,"finish_reason":null}],"usage":null}""";
        _json = Encoding.UTF8.GetBytes(Head + Chunk switch
        {
            "plain" => Choice.Replace("CONTENT", " hello", StringComparison.Ordinal),
            "escaped" => Choice.Replace("CONTENT", """\n\"\u00e9\uD83D\uDE00""", StringComparison.Ordinal),
            _ => """ "choices":[],"usage":{"prompt_tokens":12,"completion_tokens":345,"total_tokens":357}}""",
        });
    }

    /// <summary>The usual way: a record for each part, by the source generator.</summary>
    [Benchmark(Baseline = true)]
    public int DeserializedRecord()
    {
        ChatCompletionChunk chunk = JsonSerializer.Deserialize(_json, ChatJsonContext.Default.ChatCompletionChunk)!;
        return chunk.Choices is [{ Delta.Content: { } content }, ..] ? content.Length : chunk.Usage?.CompletionTokens ?? 0;
    }

    [Benchmark]
    public long ChunkInPlace()
    {
        _reader.TryRead(_json, out ChatChunk chunk);
        return chunk.HasContent ? chunk.Content.Length : chunk.CompletionTokens;
    }

    /// <summary>The floor for any full reading: every token walked, nothing kept.</summary>
    [Benchmark]
    public int TokensOnly()
    {
        Utf8JsonReader reader = new(_json);
        int tokens = 0;
        while (reader.Read()) tokens++;
        return tokens;
    }
}
