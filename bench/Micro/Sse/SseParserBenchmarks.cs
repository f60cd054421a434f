using System.Net.ServerSentEvents;
using BenchmarkDotNet.Attributes;
using FrameworkParser = System.Net.ServerSentEvents.SseParser;
using SseParser = HotPath.Sse.SseParser;

namespace HotPath.Micro.Sse;

/// <summary>Cutting a stream into its events; each returns the bytes of their data.</summary>
/// <remarks>
/// The processor has soon learnt all branches of 256 KiB, some 1,300 chunks. Of 4 MiB it keeps more or fewer, depending on where in memory
/// the compiler put the same machine code: launches took 75 or 97 us, and a change of 20 % could not be told from that.
/// </remarks>
[MemoryDiagnoser]
public class SseParserBenchmarks
{
    private readonly SseParser _parser = new();
    private byte[] _corpus = [];

    [ParamsAllValues]
    public SseCorpusKind Corpus { get; set; }

    [Params(256 << 10)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _corpus = SseCorpus.Create(Corpus, Bytes);
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
