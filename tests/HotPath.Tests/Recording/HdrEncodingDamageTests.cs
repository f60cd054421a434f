using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using HotPath.Recording;

namespace HotPath.Tests.Recording;

public class HdrEncodingDamageTests
{
    private const int Seed = 4_211;
    private const string SmallVector = "zero to an hour, many counts";

    [Fact]
    public void Decode_CutAtAnyByte_IsAFormatException()
    {
        byte[] encoded = Convert.FromBase64String(GoldenVectors.All["lowest a thousand, two digits"].Base64);
        for (int length = 0; length < encoded.Length; length++)
        {
            byte[] cut = encoded[..length];

            Assert.Throws<HdrFormatException>(() => HdrEncoding.Decode(cut));
        }
    }

    [Fact]
    public void DecodeUncompressed_CutAtAnyByte_IsAFormatException()
    {
        byte[] record = HdrEncoding.EncodeUncompressed(GoldenVectors.All[SmallVector].Build());
        for (int length = 0; length < record.Length; length++)
        {
            byte[] cut = record[..length];

            Assert.Throws<HdrFormatException>(() => HdrEncoding.DecodeUncompressed(cut));
        }
    }

    [Fact]
    public void Decode_StreamCutButLengthMended_IsAFormatException()
    {
        byte[] encoded = HdrEncoding.Encode(GoldenVectors.All[SmallVector].Build());
        byte[] zlib = encoded[8..];

        // Up to the last byte of the deflate blocks; the checksum behind them may be missing.
        for (int length = 0; length < zlib.Length - 6; length++)
        {
            byte[] cut = HdrEncodingTests.Wrap(zlib[..length]);

            Assert.Throws<HdrFormatException>(() => HdrEncoding.Decode(cut));
        }
    }

    [Fact]
    public void Decode_AnyBytesChanged_IsASnapshotOrAFormatException()
    {
        byte[] encoded = Convert.FromBase64String(GoldenVectors.All[SmallVector].Base64);
        AssertOnlyFormatExceptions(encoded, bytes => HdrEncoding.Decode(bytes));
    }

    [Fact]
    public void DecodeUncompressed_AnyBytesChanged_IsASnapshotOrAFormatException()
    {
        byte[] record = HdrEncoding.EncodeUncompressed(GoldenVectors.All[SmallVector].Build());
        AssertOnlyFormatExceptions(record, bytes => HdrEncoding.DecodeUncompressed(bytes));
    }

    [Fact]
    public void Decode_AnyBytesOfTheInnerRecordChanged_IsASnapshotOrAFormatException()
    {
        byte[] record = HdrEncoding.EncodeUncompressed(GoldenVectors.All[SmallVector].Build());
        AssertOnlyFormatExceptions(record, bytes => HdrEncoding.Decode(HdrEncodingTests.Compress(bytes))); // so the zlib stream does not refuse it first
    }

    [Fact]
    public void DecodeFromBase64_AnyBytesChanged_IsASnapshotOrAFormatException()
    {
        byte[] text = Encoding.ASCII.GetBytes(GoldenVectors.All[SmallVector].Base64);
        AssertOnlyFormatExceptions(text, bytes => HdrEncoding.DecodeFromBase64(Encoding.Latin1.GetString(bytes)));
    }

    [Fact]
    public void Decode_ChecksumWrong_IsAFormatException()
    {
        byte[] encoded = HdrEncoding.Encode(GoldenVectors.All[SmallVector].Build());
        encoded[^1] ^= 1;

        Assert.Throws<HdrFormatException>(() => HdrEncoding.Decode(encoded));
    }

    [Fact]
    public void Decode_BytesBehindTheStream_IsAFormatException()
    {
        byte[] encoded = [.. HdrEncoding.Encode(new HistogramSnapshot()), 0];

        Assert.Throws<HdrFormatException>(() => HdrEncoding.Decode(encoded));
    }

    [Fact]
    public void Decode_InflatesPastItsLayout_StopsThere()
    {
        byte[] bomb = Compress(HdrEncoding.EncodeUncompressed(new HistogramSnapshot()), zerosBehind: 200_000_000);

        HdrFormatException e = Assert.Throws<HdrFormatException>(() => HdrEncoding.Decode(bomb));

        Assert.Contains($"at most {(HistogramLayout.BucketCount * 9) - 1}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_LengthNoInputOfThatSizeInflatesTo_IsRefusedBeforeAnyBuffer()
    {
        byte[] record = Header(lowest: 1, highest: long.MaxValue, digits: 5, countBytes: 50_000_000);
        byte[] encoded = Compress(record, zerosBehind: 0);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<HdrFormatException>(() => HdrEncoding.Decode(encoded));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData(0, 100, 3, 1)]
    [InlineData(100, 100, 3, 1)]
    [InlineData(1, 100, 6, 1)]
    [InlineData(1, 100, -1, 1)]
    [InlineData(long.MaxValue, long.MaxValue, 3, 1)]
    [InlineData(1, 100, 3, -1)]
    [InlineData(1, 100, 3, int.MaxValue)]
    public void DecodeUncompressed_HeaderMakesNoLayout_IsAFormatException(long lowest, long highest, int digits, int countBytes)
    {
        byte[] record = Header(lowest, highest, digits, countBytes);

        Assert.Throws<HdrFormatException>(() => HdrEncoding.DecodeUncompressed(record));
    }

    [Theory]
    [InlineData("07", "a run of -4")]              // there are three buckets
    [InlineData("020203", "a run of -2")]
    [InlineData("FFFFFFFFFFFFFFFFFF", "a run")]    // the least number there is
    [InlineData("FEFFFFFFFFFFFFFFFF02", "add up")] // 2^63 - 1 and 1
    [InlineData("80", "without its end")]
    public void DecodeUncompressed_CountsThatCannotBe_SaysSo(string counts, string expected)
    {
        byte[] bytes = Convert.FromHexString(counts);
        byte[] record = [.. Header(lowest: 1, highest: 2, digits: 0, bytes.Length), .. bytes];

        HdrFormatException e = Assert.Throws<HdrFormatException>(() => HdrEncoding.DecodeUncompressed(record));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DecodeUncompressed_MoreCountsThanBuckets_IsAFormatException()
    {
        byte[] fits = [.. Header(lowest: 1, highest: 2, digits: 0, countBytes: 3), 2, 2, 2];
        byte[] doesNot = [.. Header(lowest: 1, highest: 2, digits: 0, countBytes: 4), 2, 2, 2, 2];

        Assert.Equal(3, HdrEncoding.DecodeUncompressed(fits).Count);
        Assert.Throws<HdrFormatException>(() => HdrEncoding.DecodeUncompressed(doesNot));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HISTF")]
    [InlineData("not base64 at all!")]
    [InlineData("DHISTFAAA")]
    [InlineData("AAAAAAAAAAAA")]
    public void DecodeFromBase64_NotAHistogram_IsAFormatException(string text)
    {
        Assert.Throws<HdrFormatException>(() => HdrEncoding.DecodeFromBase64(text));
    }

    [Fact]
    public void Decode_AnUncompressedRecord_NamesBothMarks()
    {
        byte[] record = HdrEncoding.EncodeUncompressed(new HistogramSnapshot());

        HdrFormatException e = Assert.Throws<HdrFormatException>(() => HdrEncoding.Decode(record));

        Assert.Contains("0x1C849313", e.Message, StringComparison.Ordinal);
        Assert.Contains("0x1C849314", e.Message, StringComparison.Ordinal);
    }

    private static void AssertOnlyFormatExceptions(byte[] whole, Action<byte[]> decode)
    {
        Random random = new(Seed);
        for (int round = 0; round < 4_000; round++)
        {
            List<byte> changing = [.. whole];
            for (int changes = random.Next(1, 4); changes > 0; changes--) Change(changing, random);
            byte[] damaged = [.. changing];

            try
            {
                decode(damaged);
            }
            catch (HdrFormatException)
            {
                continue; // the other allowed answer
            }
            catch (Exception e)
            {
                Assert.Fail($"Round {round} of seed {Seed}, {Convert.ToHexString(damaged)}: {e}");
            }
        }
    }

    private static void Change(List<byte> bytes, Random random)
    {
        int at = random.Next(bytes.Count);
        switch (random.Next(5))
        {
            case 0:
                bytes.RemoveRange(at, random.Next(1, Math.Min(9, bytes.Count - at + 1)));
                break;
            case 1:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(9, bytes.Count - at)));
                break;
            default:
                bytes[at] ^= (byte)random.Next(1, 256);
                break;
        }
    }

    private static byte[] Header(long lowest, long highest, int digits, int countBytes)
    {
        byte[] record = new byte[40];
        BinaryPrimitives.WriteInt32BigEndian(record, 0x1C849313);
        BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(4), countBytes);
        BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(12), digits);
        BinaryPrimitives.WriteInt64BigEndian(record.AsSpan(16), lowest);
        BinaryPrimitives.WriteInt64BigEndian(record.AsSpan(24), highest);
        return record;
    }

    private static byte[] Compress(byte[] record, int zerosBehind)
    {
        using MemoryStream output = new();
        using (ZLibStream zlib = new(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(record);
            byte[] zeros = new byte[100_000];
            for (int rest = zerosBehind; rest > 0; rest -= zeros.Length) zlib.Write(zeros);
        }

        return HdrEncodingTests.Wrap(output.ToArray());
    }
}
