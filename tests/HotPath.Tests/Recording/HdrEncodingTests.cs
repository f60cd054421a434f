using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using HotPath.Recording;

namespace HotPath.Tests.Recording;

public class HdrEncodingTests
{
    public static TheoryData<string> Vectors => GoldenVectors.Names;

    [Theory]
    [MemberData(nameof(Vectors))]
    public void DecodeFromBase64_WrittenByOthers_HasTheirFigures(string name)
    {
        GoldenVector vector = GoldenVectors.All[name];

        HistogramSnapshot snapshot = HdrEncoding.DecodeFromBase64(vector.Base64);

        Assert.Equal(vector.Count, snapshot.Count);
        Assert.Equal(vector.Min, snapshot.Min);
        Assert.Equal(vector.Max, snapshot.Max);
        Assert.Equal(vector.P50, snapshot.ValueAtPercentile(50));
        Assert.Equal(vector.P99, snapshot.ValueAtPercentile(99));
        Assert.Equal(vector.P999, snapshot.ValueAtPercentile(99.9));
        Assert.Equal(vector.Length, snapshot.Layout.Length);
        Assert.Equal(vector.Build().Buckets, snapshot.Buckets);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Encode_SameValues_InflatesToTheRecordOthersWrite(string name)
    {
        GoldenVector vector = GoldenVectors.All[name];

        byte[] record = Inflate(HdrEncoding.Encode(vector.Build()));

        Assert.Equal(vector.RecordBytes, record.Length);
        Assert.Equal(vector.RecordSha256, Convert.ToHexStringLower(SHA256.HashData(record)));
        Assert.Equal(Inflate(Convert.FromBase64String(vector.Base64)), record);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void EncodeUncompressed_SameValues_IsTheInnerRecordAndReadsBack(string name)
    {
        HistogramSnapshot built = GoldenVectors.All[name].Build();

        byte[] record = HdrEncoding.EncodeUncompressed(built);

        Assert.Equal(Inflate(HdrEncoding.Encode(built)), record);
        Assert.Equal(built.Buckets, HdrEncoding.DecodeUncompressed(record).Buckets);
    }

    [Fact]
    public void Encode_Empty_IsOneZeroCount()
    {
        HistogramSnapshot empty = new();

        byte[] record = HdrEncoding.EncodeUncompressed(empty);

        Assert.Equal(GoldenVectors.EmptyRecord, Convert.ToHexStringLower(record));
        Assert.True(HdrEncoding.Decode(HdrEncoding.Encode(empty)).IsEmpty);
    }

    [Fact]
    public void EncodeToBase64_LatencyHistogram_StartsAsReadersExpect()
    {
        string text = HdrEncoding.EncodeToBase64(GoldenVectors.All["zero to an hour, many counts"].Build());

        Assert.StartsWith("HISTFAAA", text, StringComparison.Ordinal);
        Assert.Equal(1_000_000, HdrEncoding.DecodeFromBase64(text).Count);
    }

    [Fact]
    public void Decode_EveryBucketFull_ReadsBack()
    {
        HistogramSnapshot full = new();
        for (int i = 0; i < HistogramLayout.BucketCount; i++) full.Record(HistogramLayout.LowestOf(i), 1L << (i % 48));

        HistogramSnapshot decoded = HdrEncoding.Decode(HdrEncoding.Encode(full));

        Assert.Equal(full.Count, decoded.Count);
        Assert.True(full.Counts.All.SequenceEqual(decoded.Counts.All));
    }

    [Theory]
    [InlineData(1, 3_600_000_000_000, 3)]
    [InlineData(1_000, 60_000_000_000, 2)]
    [InlineData(1, 2, 0)]
    [InlineData(1, long.MaxValue, 2)]
    public void Decode_OneValueAtTheEdgesOfEveryBucket_ReadsBack(long lowest, long highest, int digits)
    {
        HdrLayout layout = new(lowest, highest, digits);
        HistogramSnapshot snapshot = new(layout);
        HistogramSnapshot decoded = new(layout); // one for all: a new one for each takes longer than its decoding
        byte[] record = new byte[1_000];
        for (int index = 0; index < layout.Length; index++)
        {
            long count = 1L << (index % 62);
            snapshot.Record(layout.LowestOf(index));
            snapshot.Record(layout.HighestOf(index), count);

            int length = HdrRecord.Write(record, snapshot);
            HdrRecord.ReadCounts(record.AsSpan(HdrRecord.HeaderBytes..length), decoded);

            Assert.Equal(layout, HdrRecord.ReadHeader(record).Layout);
            Assert.Equal(new HistogramBucket(layout.LowestOf(index), layout.HighestOf(index), 1 + count), Assert.Single(decoded.Buckets));
            Assert.Equal(1 + count, decoded.Count);
            snapshot.Clear();
            decoded.Clear();
        }
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void Decode_AnyPatternOfGaps_ReadsBack(double share)
    {
        const int Seed = 12_391;
        Random random = new(Seed);
        for (int round = 0; round < 20; round++)
        {
            HistogramSnapshot snapshot = new();
            for (int index = 0; index < HistogramLayout.BucketCount; index++)
            {
                if (random.NextDouble() < share) snapshot.Record(HistogramLayout.LowestOf(index), random.NextInt64(1L << random.Next(1, 47)));
            }

            HistogramSnapshot decoded = HdrEncoding.Decode(HdrEncoding.Encode(snapshot));

            Assert.Equal(snapshot.Count, decoded.Count);
            Assert.True(snapshot.Counts.All.SequenceEqual(decoded.Counts.All), $"A bucket differs (round {round}, seed {Seed}).");
        }
    }

    [Fact]
    public void Decode_OffsetAndRatioSet_IgnoresThem()
    {
        byte[] record = HdrEncoding.EncodeUncompressed(GoldenVectors.All["one to ten thousand"].Build());
        BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(8), 1);
        BinaryPrimitives.WriteInt64BigEndian(record.AsSpan(32), 1); // as hdr-histogram-js writes it

        Assert.Equal(10_000, HdrEncoding.DecodeUncompressed(record).Count);
    }

    [Theory]
    [InlineData(0)]       // a zlib stream that only lacks its checksum
    [InlineData(300_000)] // HdrHistogram.NET also compresses the unused rest of its buffer
    public void Decode_NoChecksumAndOtherZlibHeader_ReadsIt(int zerosBehind)
    {
        byte[] record = HdrEncoding.EncodeUncompressed(GoldenVectors.All["zero to an hour, many counts"].Build());
        using MemoryStream zlib = new();
        zlib.Write([0x58, 0x85]);
        using (DeflateStream deflate = new(zlib, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(record);
            deflate.Write(new byte[zerosBehind]);
        }

        HistogramSnapshot snapshot = HdrEncoding.Decode(Wrap(zlib.ToArray()));

        Assert.Equal(1_000_000, snapshot.Count);
        Assert.Equal(3_601_330_077_695, snapshot.Max);
    }

    /// <summary>A record, right or not, in the compressed form.</summary>
    internal static byte[] Compress(ReadOnlySpan<byte> record)
    {
        using MemoryStream output = new();
        using (ZLibStream zlib = new(output, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(record);
        return Wrap(output.ToArray());
    }

    internal static byte[] Wrap(byte[] zlib)
    {
        byte[] encoded = new byte[8 + zlib.Length];
        BinaryPrimitives.WriteInt32BigEndian(encoded, 0x1C849314);
        BinaryPrimitives.WriteInt32BigEndian(encoded.AsSpan(4), zlib.Length);
        zlib.CopyTo(encoded, 8);
        return encoded;
    }

    private static byte[] Inflate(byte[] encoded)
    {
        using ZLibStream zlib = new(new MemoryStream(encoded, 8, encoded.Length - 8), CompressionMode.Decompress);
        using MemoryStream record = new();
        zlib.CopyTo(record);
        return record.ToArray();
    }
}
