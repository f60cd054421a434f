using System.Text.Json;
using BenchmarkDotNet.Attributes;
using HotPath.Chat;

namespace HotPath.Micro.Chat;

/// <summary>One event with a token, of the responses or the messages endpoint, from its JSON to the text.</summary>
[MemoryDiagnoser]
public class AnswerReaderBenchmarks
{
    private readonly AnswerReader _reader = new();
    private byte[][] _events = null!;

    [Params("responses", "messages")]
    public string Events { get; set; } = "";

    [GlobalSetup]
    public void Encode() => _events = AnswerEventCorpus.Create(Events);

    /// <summary>The usual way: a document, and the text as a string.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = AnswerEventCorpus.Count)]
    public long Document()
    {
        long sum = 0;
        foreach (byte[] json in _events)
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement delta = document.RootElement.GetProperty("delta"u8);
            string text = delta.ValueKind == JsonValueKind.Object ? delta.GetProperty("text"u8).GetString()! : delta.GetString()!;
            sum += text.Length;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = AnswerEventCorpus.Count)]
    public long EventInPlace()
    {
        long sum = 0;
        foreach (byte[] json in _events)
        {
            _reader.TryRead(json, out ChatChunk chunk);
            sum += chunk.Content.Length;
        }

        return sum;
    }

    /// <summary>The floor for any walk: every token, nothing kept.</summary>
    [Benchmark(OperationsPerInvoke = AnswerEventCorpus.Count)]
    public long TokensOnly()
    {
        long tokens = 0;
        foreach (byte[] json in _events)
        {
            Utf8JsonReader reader = new(json);
            while (reader.Read()) tokens++;
        }

        return tokens;
    }
}
