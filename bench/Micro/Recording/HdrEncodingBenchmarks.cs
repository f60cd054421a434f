using BenchmarkDotNet.Attributes;
using HotPath.Recording;

namespace HotPath.Micro.Recording;

/// <summary>What it costs to write a histogram for other tools and to read one.</summary>
[MemoryDiagnoser]
public class HdrEncodingBenchmarks
{
    private const int Seed = 1_021;
    private const double WideSigma = 1; // many buckets for as many values

    private HistogramSnapshot _snapshot = null!;
    private byte[] _encoded = null!;
    private byte[] _record = null!;

    [Params(1_000, 1_000_000)]
    public int Values { get; set; }

    [GlobalSetup]
    public void Create()
    {
        _snapshot = Latencies.CreateSnapshot(Values, Seed, WideSigma);
        _encoded = HdrEncoding.Encode(_snapshot);
        _record = HdrEncoding.EncodeUncompressed(_snapshot);
    }

    [Benchmark]
    public byte[] Encode() => HdrEncoding.Encode(_snapshot);

    /// <summary>The part that is not zlib's.</summary>
    [Benchmark]
    public byte[] EncodeUncompressed() => HdrEncoding.EncodeUncompressed(_snapshot);

    [Benchmark]
    public HistogramSnapshot Decode() => HdrEncoding.Decode(_encoded);

    [Benchmark]
    public HistogramSnapshot DecodeUncompressed() => HdrEncoding.DecodeUncompressed(_record);
}
