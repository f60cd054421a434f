using System.Buffers;
using HotPath.Soak.Distributed.MessagePack;

namespace HotPath.Soak.Tests.Distributed.MessagePack;

public class MessagePackTests
{
    /// <summary>The formats of the specification, each at the ends of its range: the bytes are written down from it.</summary>
    public static readonly TheoryData<string, object?> Formats = new()
    {
        { "C0", null },
        { "C2", false },
        { "C3", true },
        { "00", 0L },
        { "7F", 127L },
        { "E0", -32L },
        { "FF", -1L },
        { "CC80", 128L },
        { "CCFF", 255L },
        { "CD0100", 256L },
        { "CDFFFF", 65_535L },
        { "CE00010000", 65_536L },
        { "CEFFFFFFFF", 4_294_967_295L },
        { "CF0000000100000000", 4_294_967_296L },
        { "CF7FFFFFFFFFFFFFFF", long.MaxValue },
        { "D0DF", -33L },
        { "D080", -128L },
        { "D1FF7F", -129L },
        { "D18000", -32_768L },
        { "D2FFFF7FFF", -32_769L },
        { "D280000000", -2_147_483_648L },
        { "D3FFFFFFFF7FFFFFFF", -2_147_483_649L },
        { "D38000000000000000", long.MinValue },
        { "CB3FF8000000000000", 1.5 },
        { "CB7FF0000000000000", double.PositiveInfinity },
        { "A0", "" },
        { "A3616263", "abc" },
        { "A2C3BC", "ü" },
        { "A4F09F9982", "🙂" },
        { "C400", Array.Empty<byte>() },
        { "C403000102", new byte[] { 0, 1, 2 } },
        { "90", new List<object?>() },
        { "93C00193C2C3C0", new List<object?> { null, 1L, new List<object?> { false, true, null } } },
        { "80", new Dictionary<object, object?>() },
        { "82A161C4010105CB0000000000000000", new Dictionary<object, object?> { ["a"] = new byte[] { 1 }, [5L] = 0.0 } },
    };

    /// <summary>What others may write and we do not.</summary>
    public static readonly TheoryData<string, object?> OtherFormats = new()
    {
        { "CF8000000000000000", 9_223_372_036_854_775_808UL },
        { "CC05", 5L },
        { "D005", 5L },
        { "D3FFFFFFFFFFFFFFFF", -1L },
        { "CA3FC00000", 1.5 },
        { "D90161", "a" },
        { "DA000161", "a" },
        { "DB0000000161", "a" },
        { "C5000107", new byte[] { 7 } },
        { "C60000000107", new byte[] { 7 } },
        { "DC000105", new List<object?> { 5L } },
        { "DD0000000105", new List<object?> { 5L } },
        { "DE0001A16105", new Dictionary<object, object?> { ["a"] = 5L } },
        { "DF00000001A16105", new Dictionary<object, object?> { ["a"] = 5L } },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    [MemberData(nameof(OtherFormats))]
    public void TryReadWhole_EachFormat_IsTheValueOfTheSpecification(string hex, object? expected)
    {
        Assert.True(MessagePackReader.TryReadWhole(Convert.FromHexString(hex), out object? value, out string? problem), problem);
        Assert.Equal(expected, value);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Write_EachFormat_IsTheShortestOfTheSpecification(string hex, object? value) => Assert.Equal(hex, Convert.ToHexString(Written(value)));

    [Theory]
    [InlineData(31, "BF")]
    [InlineData(32, "D920")]
    [InlineData(255, "D9FF")]
    [InlineData(256, "DA0100")]
    [InlineData(65_535, "DAFFFF")]
    [InlineData(65_536, "DB00010000")]
    public void WriteText_EachLength_HasTheHeadOfTheSpecificationAndComesBack(int length, string head)
    {
        string text = new('x', length);

        byte[] written = Written(text);

        Assert.Equal(head, Convert.ToHexString(written.AsSpan(0, head.Length / 2)));
        Assert.Equal(text, Read(written));
    }

    [Theory]
    [InlineData(255, "C4FF")]
    [InlineData(256, "C50100")]
    [InlineData(65_536, "C600010000")]
    public void WriteBytes_EachLength_HasTheHeadOfTheSpecificationAndComesBack(int length, string head)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)i)];

        byte[] written = Written(bytes);

        Assert.Equal(head, Convert.ToHexString(written.AsSpan(0, head.Length / 2)));
        Assert.Equal(bytes, Read(written));
    }

    [Theory]
    [InlineData(15, "9F", "8F")]
    [InlineData(16, "DC0010", "DE0010")]
    [InlineData(65_535, "DCFFFF", "DEFFFF")]
    [InlineData(65_536, "DD00010000", "DF00010000")]
    public void WriteArrayAndMap_EachLength_HaveTheHeadOfTheSpecificationAndComeBack(int count, string arrayHead, string mapHead)
    {
        List<object?> list = [.. Enumerable.Range(0, count).Select(i => (object?)(long)i)];
        Dictionary<object, object?> map = Enumerable.Range(0, count).ToDictionary(i => (object)(long)i, i => (object?)(long)-i);

        byte[] array = Written(list);
        byte[] pairs = Written(map);

        Assert.Equal(arrayHead, Convert.ToHexString(array.AsSpan(0, arrayHead.Length / 2)));
        Assert.Equal(mapHead, Convert.ToHexString(pairs.AsSpan(0, mapHead.Length / 2)));
        Assert.Equal(list, Read(array));
        Assert.Equal(map, Read(pairs));
    }

    [Fact]
    public void WriteText_HalfASurrogatePair_IsValidUtf8() => Assert.Equal("a\uFFFDb", Read(Written("a\uD83Db")));

    [Theory]
    [MemberData(nameof(Formats))]
    [MemberData(nameof(OtherFormats))]
    public void TryReadWhole_CutAtAnyByte_IsRefused(string hex, object? value)
    {
        byte[] whole = Convert.FromHexString(hex);

        for (int length = 0; length < whole.Length; length++)
        {
            Assert.False(MessagePackReader.TryReadWhole(whole.AsSpan(0, length), out object? cut, out string? problem), $"{hex} is {value}, its first {length} bytes are {cut}");
            Assert.Null(cut);
            Assert.StartsWith("it ends", problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void TryReadWhole_BytesAfterTheValue_AreRefused(string hex, object? value)
    {
        Assert.False(MessagePackReader.TryReadWhole(Convert.FromHexString(hex + "C0"), out _, out string? problem), $"{value}");
        Assert.Equal("1 bytes come after the value", problem);
    }

    [Theory]
    [InlineData("C1", "0xC1 begins no value that is read here")] // never used
    [InlineData("D40000", "0xD4 begins no value that is read here")] // an extension
    [InlineData("C70000", "0xC7 begins no value that is read here")]
    [InlineData("A1FF", "a text is no valid UTF-8")]
    [InlineData("A2C3", "it ends 1 bytes after a length that needs 2 at least")]
    [InlineData("81C005", "a map has a key that is neither a number nor a text")]
    [InlineData("819005", "a map has a key that is neither a number nor a text")]
    [InlineData("DDFFFFFFFF", "it ends 0 bytes after a length that needs 4294967295 at least")]
    [InlineData("DFFFFFFFFF00", "it ends 1 bytes after a length that needs 8589934590 at least")]
    [InlineData("C6FFFFFFFF00", "it ends 1 bytes after a length that needs 4294967295 at least")]
    public void TryReadWhole_NoValue_IsRefusedWithWhatWasFound(string hex, string expected)
    {
        Assert.False(MessagePackReader.TryReadWhole(Convert.FromHexString(hex), out _, out string? problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void TryReadWhole_AsDeepAsAllowed_IsReadAndDeeperIsRefused()
    {
        byte[] deepest = [.. Enumerable.Repeat((byte)0x91, MessagePackReader.MostNested), 0xC0];
        byte[] deeper = [.. Enumerable.Repeat((byte)0x91, 100_000), 0xC0];

        Assert.True(MessagePackReader.TryReadWhole(deepest, out _, out _));
        Assert.False(MessagePackReader.TryReadWhole(deeper, out _, out string? problem));
        Assert.Equal("values are nested deeper than 32", problem);
    }

    [Fact]
    public void TryReadWhole_AnyBytes_NeverThrows()
    {
        const int Seed = 20_301;
        Random random = new(Seed);
        byte[] bytes = new byte[64];
        for (int i = 0; i < 200_000; i++)
        {
            random.NextBytes(bytes);
            int length = random.Next(bytes.Length + 1);

            bool isRead = MessagePackReader.TryReadWhole(bytes.AsSpan(0, length), out _, out string? problem);

            Assert.True(isRead == problem is null, $"seed {Seed}, {Convert.ToHexString(bytes.AsSpan(0, length))}");
        }
    }

    private static object? Read(byte[] bytes)
    {
        Assert.True(MessagePackReader.TryReadWhole(bytes, out object? value, out string? problem), problem);
        return value;
    }

    private static byte[] Written(object? value)
    {
        ArrayBufferWriter<byte> output = new();
        Write(new MessagePackWriter(output), value);
        return output.WrittenSpan.ToArray();
    }

    private static void Write(MessagePackWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.Nil(); break;
            case bool flag: writer.Boolean(flag); break;
            case long number: writer.Integer(number); break;
            case double number: writer.Float(number); break;
            case string text: writer.Text(text); break;
            case byte[] bytes: writer.Bytes(bytes); break;
            case List<object?> list:
                writer.Array(list.Count);
                foreach (object? each in list) Write(writer, each);
                break;
            case Dictionary<object, object?> map:
                writer.Map(map.Count);
                foreach ((object key, object? each) in map)
                {
                    Write(writer, key);
                    Write(writer, each);
                }

                break;
            default: throw new ArgumentException($"{value} is not written here.", nameof(value));
        }
    }
}
