using System.ClientModel.Primitives;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using HotPath.Chat;
using OpenAI;
using OpenAI.Chat;

namespace HotPath.Micro.Chat;

/// <summary>One chat-completion chunk of about 290 bytes, from its JSON to content, finish reason and usage.</summary>
[MemoryDiagnoser]
public class ChatChunkReaderBenchmarks
{
    private readonly ChatChunkReader _reader = new();
    private byte[][] _chunks = null!;

    /// <summary>
    /// Tokens; the same with padding that differs each time; with escapes; token counts; four whole streams, from role to usage;
    /// chunks of which no two have the same names.
    /// </summary>
    [Params("content", "padded", "escaped", "usage", "streams", "unlike")]
    public string Chunks { get; set; } = "";

    [GlobalSetup]
    public void Encode() => _chunks = ChatChunkCorpus.Create(Chunks);

    /// <summary>A walk written for these three members; texts stay escaped.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = ChatChunkCorpus.Count)]
    public long Utf8JsonReaderWalk()
    {
        long sum = 0;
        foreach (byte[] json in _chunks)
        {
            ContentWalk walk = new(json);
            walk.Walk();
            sum += walk.Content.Length + walk.FinishReason.Length + walk.CompletionTokens;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = ChatChunkCorpus.Count)]
    public long ChunkInPlace()
    {
        long sum = 0;
        foreach (byte[] json in _chunks)
        {
            _reader.TryRead(json, out ChatChunk chunk);
            sum += chunk.Content.Length + chunk.FinishReason.Length + chunk.CompletionTokens;
        }

        return sum;
    }

    /// <summary>A record for each part, by the source generator.</summary>
    [Benchmark(OperationsPerInvoke = ChatChunkCorpus.Count)]
    public long DeserializedRecord()
    {
        long sum = 0;
        foreach (byte[] json in _chunks)
        {
            ChatCompletionChunk chunk = JsonSerializer.Deserialize(json, ChatJsonContext.Default.ChatCompletionChunk)!;
            if (chunk.Choices is [{ } choice, ..]) sum += (choice.Delta.Content?.Length ?? 0) + (choice.FinishReason?.Length ?? 0);
            sum += chunk.Usage?.CompletionTokens ?? 0;
        }

        return sum;
    }

    /// <summary>The OpenAI SDK's own type for a chunk, by its own context.</summary>
    [Benchmark(OperationsPerInvoke = ChatChunkCorpus.Count)]
    public long OpenAiModel()
    {
        long sum = 0;
        foreach (byte[] json in _chunks)
        {
#pragma warning disable OPENAI001 // The context may change in a later version, and is faster than reading without it.
            StreamingChatCompletionUpdate update =
                ModelReaderWriter.Read<StreamingChatCompletionUpdate>(BinaryData.FromBytes(json), ModelReaderWriterOptions.Json, OpenAIContext.Default)!;
#pragma warning restore OPENAI001
            if (update.ContentUpdate is [{ } part, ..]) sum += part.Text.Length;
            if (update.FinishReason is not null) sum++;
            sum += update.Usage?.OutputTokenCount ?? 0;
        }

        return sum;
    }

    /// <summary>The floor for any walk: every token, nothing kept.</summary>
    [Benchmark(OperationsPerInvoke = ChatChunkCorpus.Count)]
    public long TokensOnly()
    {
        long tokens = 0;
        foreach (byte[] json in _chunks)
        {
            Utf8JsonReader reader = new(json);
            while (reader.Read()) tokens++;
        }

        return tokens;
    }
}
