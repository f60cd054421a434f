using System.Net.ServerSentEvents;
using BenchmarkDotNet.Attributes;
using FrameworkParser = System.Net.ServerSentEvents.SseParser;
using SseParser = HotPath.Sse.SseParser;

namespace HotPath.Micro.Sse;

/// <summary>Cutting a stream of 4 MiB into its events; each returns the bytes of their data.</summary>
[MemoryDiagnoser]
public class SseParserBenchmarks
{
    private const int CorpusBytes = 4 << 20;

    private readonly SseParser _parser = new();
    private byte[] _corpus = [];

    [ParamsAllValues]
    public SseCorpusKind Corpus { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _corpus = SseCorpus.Create(Corpus, CorpusBytes);
        if (FrameworkStream() != PushedWhole()) throw new InvalidOperationException("The two parsers do not agree on the corpus.");
    }

    /// <summary>The framework's parser, with an item parser that makes no string.</summary>
    [Benchmark(Baseline = true)]
    public long FrameworkStream()
    {
        using MemoryStream stream = new(_corpus);
        long dataBytes = 0;
        foreach (SseItem<int> item in FrameworkParser.Create(stream, static (_, data) => data.Length).Enumerate())
        {
            dataBytes += item.Data;
        }

        return dataBytes;
    }

    /// <summary>All bytes are in memory and pushed at once.</summary>
    [Benchmark]
    public long PushedWhole()
    {
        _parser.Reset();
        DataBytes handler = default;
        _parser.Push(_corpus, ref handler);
        return handler.Count;
    }

    /// <summary>The limit: the same bytes, and nothing but where their line feeds are.</summary>
    [Benchmark]
    public long LineFeedsAlone() => LineFeedMask.SumOfPlaces(_corpus);
}
