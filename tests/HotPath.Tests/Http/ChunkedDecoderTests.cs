using System.Globalization;
using System.Text;
using HotPath.Http;

namespace HotPath.Tests.Http;

public class ChunkedDecoderTests
{
    private const string Expected = "data: one\n\ndata: two\n\n";
    private static readonly byte[] Coded = Encoding.ASCII.GetBytes(
        "b;name=\"v;\"\r\ndata: one\n\n\r\n5 \r\ndata:\r\n0006\r\n two\n\n\r\n0;last\r\nX-Sum: 1\r\nY: \r\n\r\n");

    [Fact]
    public void Decode_CutInTwoAnywhere_GivesTheBody()
    {
        foreach (byte[][] pieces in ScriptedStream.Splits(Coded)) Assert.Equal(Expected, Decode(pieces));
    }

    [Fact]
    public void Decode_CutInThreeAnywhere_GivesTheBody()
    {
        for (int first = 0; first <= Coded.Length; first++)
        {
            for (int second = first; second <= Coded.Length; second++)
            {
                Assert.Equal(Expected, Decode([Coded[..first], Coded[first..second], Coded[second..]]));
            }
        }
    }

    [Fact]
    public void Decode_ByteByByte_GivesTheBody() => Assert.Equal(Expected, Decode(Coded.Select(value => new[] { value })));

    [Fact]
    public void Decode_BytesAfterTheEnd_AreNotConsumed()
    {
        ChunkedDecoder decoder = new(64, 64);
        byte[] bytes = [.. Coded, .. "HTTP/1.1 200 OK"u8];

        decoder.Decode(bytes, out _, out int consumed);

        Assert.True(decoder.IsDone);
        Assert.Equal(Coded.Length, consumed);
    }

    [Fact]
    public void Decode_OneChunk_IsLeftWhereItStands()
    {
        ChunkedDecoder decoder = new(64, 64);
        byte[] bytes = [.. "5\r\nhello\r\n"u8];

        int count = decoder.Decode(bytes, out int start, out _);

        Assert.Equal((3, 5), (start, count));
        Assert.Equal("5\r\nhello\r\n"u8, bytes);
    }

    [Theory]
    [InlineData("7fffffff\r\nabc")]   // more than any buffer holds
    [InlineData("ffffffff\r\nabc")]   // -1, were it an int
    [InlineData("00000000003\r\nabc")]
    public void Decode_SizeOfManyDigits_TakesWhatCame(string coded)
    {
        ChunkedDecoder decoder = new(64, 64);
        byte[] bytes = Encoding.ASCII.GetBytes(coded);

        int count = decoder.Decode(bytes, out int start, out int consumed);

        Assert.Equal("abc"u8, bytes.AsSpan(start, count));
        Assert.Equal(bytes.Length, consumed);
        Assert.False(decoder.IsDone || decoder.IsMalformed);
    }

    [Fact]
    public void Decode_RandomChunksAndCuts_GivesTheBody()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            Random random = new(seed);
            byte[] body = new byte[random.Next(3_000)];
            random.NextBytes(body);

            byte[] decoded = DecodeBytes(Cut(Code(body, random), random), 128, 256);

            Assert.True(body.AsSpan().SequenceEqual(decoded), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("\r\n")]                                  // no size
    [InlineData("x\r\n")]                                 // not hexadecimal
    [InlineData("-1\r\na")]
    [InlineData("+1\r\na")]
    [InlineData("0x1\r\na")]
    [InlineData(" 1\r\na\r\n")]                           // space before the size
    [InlineData("1 x\r\na")]                              // neither extension nor end after the space
    [InlineData("8000000000000000\r\n")]                  // 2^63
    [InlineData("10000000000000005\r\nhello")]            // 5 once the overflow is lost
    [InlineData("1\na\n0\n\n")]                           // line feeds alone
    [InlineData("1\rXa\r\n")]
    [InlineData("1\r\nab\r\n")]                           // longer than its size
    [InlineData("1\r\na\n")]                              // data without its CRLF
    [InlineData("1\r\na\rX")]
    [InlineData("1;a\nb\r\na\r\n")]                       // line feed in an extension
    [InlineData("1;a\0\r\na\r\n")]
    [InlineData("1;a\rb\r\na\r\n")]
    [InlineData("0\r\n\n")]
    [InlineData("0\r\n folded\r\n\r\n")]
    [InlineData("0\r\nA: b\nC: d\r\n\r\n")]
    [InlineData("0\r\nA: b\rX")]
    [InlineData("0\r\n\rX")]
    public void Decode_BrokenFraming_IsMalformedAtEverySplit(string coded)
    {
        foreach (byte[][] pieces in ScriptedStream.Splits(Encoding.Latin1.GetBytes(coded)))
        {
            ChunkedDecoder decoder = new(64, 64);
            foreach (byte[] piece in pieces) decoder.Decode(piece, out _, out _);

            Assert.True(decoder.IsMalformed);
        }
    }

    [Theory]
    [InlineData("000000000000000f\r\n", 16, false)]
    [InlineData("0000000000000000f\r\n", 16, true)]  // leading zeros without an end
    [InlineData("1;3456789abcdef0\r\n", 16, false)]
    [InlineData("1;3456789abcdef01\r\n", 16, true)]
    [InlineData("1               \r\n", 16, false)]
    [InlineData("1                \r\n", 16, true)]
    [InlineData("0\r\nA: 4\r\nB: 8\r\n", 10, false)] // each trailer counts its text and its end
    [InlineData("0\r\nA: 4\r\nB: 89\r\n", 10, true)]
    public void Decode_LongLines_AreMalformedPastTheLimit(string coded, int limit, bool isMalformed)
    {
        foreach (byte[][] pieces in ScriptedStream.Splits(Encoding.ASCII.GetBytes(coded)))
        {
            ChunkedDecoder decoder = new(limit, limit);
            foreach (byte[] piece in pieces) decoder.Decode(piece, out _, out _);

            Assert.Equal(isMalformed, decoder.IsMalformed);
        }
    }

    [Fact]
    public void Decode_Garbage_EndsWithoutException()
    {
        ReadOnlySpan<byte> alphabet = "0123456789abcdefF;= \t\r\n\r\n\r\nxZ:\0\x7f"u8;
        for (int seed = 0; seed < 20_000; seed++)
        {
            Random random = new(seed);
            byte[] bytes = random.GetItems(alphabet, 64);
            ChunkedDecoder decoder = new(16, 16);

            int count = decoder.Decode(bytes, out int start, out int consumed);

            Assert.True(start >= 0 && start + count <= consumed && consumed <= bytes.Length, $"seed {seed}");
            Assert.True(consumed == bytes.Length || decoder.IsDone || decoder.IsMalformed, $"seed {seed}");
        }
    }

    private static string Decode(IEnumerable<byte[]> pieces) => Encoding.ASCII.GetString(DecodeBytes(pieces, 64, 64));

    private static byte[] DecodeBytes(IEnumerable<byte[]> pieces, int maxLineBytes, int maxTrailerBytes)
    {
        ChunkedDecoder decoder = new(maxLineBytes, maxTrailerBytes);
        List<byte> body = [];
        foreach (byte[] piece in pieces)
        {
            byte[] bytes = [.. piece];
            int count = decoder.Decode(bytes, out int start, out int consumed);
            Assert.Equal(bytes.Length, consumed);
            body.AddRange(bytes.AsSpan(start, count));
        }
        Assert.True(decoder.IsDone);
        return [.. body];
    }

    private static byte[] Code(byte[] body, Random random)
    {
        List<byte> coded = [];
        for (int at = 0; at < body.Length;)
        {
            int size = Math.Min(1 + random.Next(200), body.Length - at);
            string format = random.Next(2) == 0 ? "x" : "X6";
            string extension = random.Next(3) == 0 ? $";a{random.Next(100)}=\"b c\"" : "";
            coded.AddRange(Encoding.ASCII.GetBytes($"{size.ToString(format, CultureInfo.InvariantCulture)}{extension}\r\n"));
            coded.AddRange(body.AsSpan(at, size));
            coded.AddRange("\r\n"u8);
            at += size;
        }
        coded.AddRange("0\r\n"u8);
        for (int trailers = random.Next(3); trailers > 0; trailers--) coded.AddRange("X-Trailer: value\r\n"u8);
        coded.AddRange("\r\n"u8);
        return [.. coded];
    }

    private static IEnumerable<byte[]> Cut(byte[] bytes, Random random)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int size = Math.Min(1 + random.Next(random.Next(2) == 0 ? 4 : 400), bytes.Length - at);
            yield return bytes[at..(at + size)];
            at += size;
        }
    }
}
