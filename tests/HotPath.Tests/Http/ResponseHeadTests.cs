using System.Text;
using HotPath.Http;

namespace HotPath.Tests.Http;

public class ResponseHeadTests
{
    [Fact]
    public void TryGetHeader_AnyCase_FindsTheFirst()
    {
        ResponseHead head = Parse("HTTP/1.1 200 OK\r\nContent-TYPE:  text/event-stream \t\r\nX-A: 1\r\nx-a: 2\r\nEmpty:\r\nContent-Length: 0\r\n\r\n");

        Assert.True(head.TryGetHeader("X-a"u8, out ReadOnlySpan<byte> first));
        Assert.Equal("1", Encoding.ASCII.GetString(first));
        Assert.True(head.TryGetHeader("empty"u8, out ReadOnlySpan<byte> empty));
        Assert.True(empty.IsEmpty);
        Assert.False(head.TryGetHeader("x"u8, out _));
        Assert.Equal("text/event-stream", Encoding.ASCII.GetString(head.ContentType));
    }

    [Fact]
    public void GetEnumerator_ManyHeaders_GivesAllInOrder()
    {
        string[] lines = [.. Enumerable.Range(0, 100).Select(number => $"X-{number}: {new string('v', number)}")];
        ResponseHead head = Parse($"HTTP/1.1 204 No Content\r\n{string.Join("\r\n", lines)}\r\n\r\n");

        List<string> seen = [];
        foreach (ResponseHeader header in head) seen.Add($"{Encoding.ASCII.GetString(header.Name)}: {Encoding.ASCII.GetString(header.Value)}");

        Assert.Equal(lines, seen);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK", 200)]
    [InlineData("HTTP/1.1 429 Too Many\tRequests \u00e9", 429)]
    [InlineData("HTTP/1.1 200 ", 200)]
    [InlineData("HTTP/1.1 200", 200)] // no space before the empty reason
    [InlineData("HTTP/1.0 599 x", 599)]
    [InlineData("HTTP/1.7 999 x", 999)]
    public void Status_GoodLine_IsTaken(string line, int status)
    {
        Assert.Equal(status, Parse($"{line}\r\n\r\n").Status);
        Assert.Equal(status, Parse($"{line}\n\n").Status);
    }

    [Theory]
    [InlineData("HTTP/1.1 20")]
    [InlineData("HTTP/1.1 20x OK")]
    [InlineData("HTTP/1.1 2000 OK")]
    [InlineData("HTTP/1.1 099 OK")]
    [InlineData("HTTP/1.1  200 OK")]
    [InlineData("HTTP/1.1\t200 OK")]
    [InlineData("HTTP/1.x 200 OK")]
    [InlineData("HTTP/1.10 200 OK")]
    [InlineData("HTTP/2.0 200 OK")]
    [InlineData("http/1.1 200 OK")]
    [InlineData("HTTP/1.1 200 O\0K")]
    [InlineData("HTTP/1.1 200 O\rK")]
    [InlineData("HTTP/1.1 200 O\u007fK")]
    public void TryParse_BadStatusLine_IsRefused(string line) => AssertRefused($"{line}\r\nContent-Length: 0\r\n\r\n");

    [Theory]
    [InlineData("no colon")]
    [InlineData("nocolon")]
    [InlineData(": no name")]
    [InlineData("Space-Before : x")]
    [InlineData("Space In: x")]
    [InlineData(" Folded: x")]
    [InlineData("\tfolded")]
    [InlineData("N\u00e4me: x")]
    [InlineData("Control: a\u0001b")]
    [InlineData("Nul: a\0b")]
    [InlineData("Delete: a\u007fb")]
    [InlineData("Return: a\rb")]
    [InlineData("Return: a\r")]
    public void TryParse_BadHeaderLine_IsRefused(string line)
    {
        AssertRefused($"HTTP/1.1 200 OK\r\n{line}\r\n\r\n");
        AssertRefused($"HTTP/1.1 200 OK\r\nA: b\r\n{line}\r\nContent-Length: 0\r\n\r\n");
    }

    [Theory]
    [InlineData("Content-Length: ")]
    [InlineData("Content-Length: -1")]
    [InlineData("Content-Length: +1")]
    [InlineData("Content-Length: 1 2")]
    [InlineData("Content-Length: 0x1")]
    [InlineData("Content-Length: 9223372036854775808")]
    [InlineData("Content-Length: 1, 2")]
    [InlineData("Content-Length: 1,")]
    [InlineData("Content-Length: 1\r\nContent-Length: 2")]
    [InlineData("Content-Length: 1\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked\r\ncontent-length: 1")]
    [InlineData("Transfer-Encoding: gzip")]
    [InlineData("Transfer-Encoding: gzip, chunked")]
    [InlineData("Transfer-Encoding: chunked, gzip")]
    [InlineData("Transfer-Encoding: chunked, chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: identity")]
    [InlineData("Transfer-Encoding: xchunked")]
    [InlineData("Transfer-Encoding:")]
    public void TryParse_UnclearFraming_IsRefused(string headers) => AssertRefused($"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n");

    [Fact]
    public void TryParse_ChunkedInHttp10_IsRefused() => AssertRefused("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");

    [Theory]
    [InlineData("200", "Content-Length: 0", 0L, false, false)]
    [InlineData("200", "content-length: 9223372036854775807", long.MaxValue, false, false)]
    [InlineData("200", "Content-Length: 7, 7\r\nContent-Length: 07", 7L, false, false)]
    [InlineData("200", "TRANSFER-ENCODING: Chunked", null, true, false)]
    [InlineData("200", "X: y", null, false, true)]
    [InlineData("204", "X: y", null, false, false)]
    [InlineData("304", "Content-Length: 5", 5L, false, false)]
    public void Framing_FromHeaders_IsTaken(string status, string headers, long? length, bool isChunked, bool endsWithConnection)
    {
        ResponseHead head = Parse($"HTTP/1.1 {status} x\r\n{headers}\r\n\r\n");

        Assert.Equal((length, isChunked, endsWithConnection), (head.ContentLength, head.IsChunked, head.EndsWithConnection));
    }

    [Theory]
    [InlineData("1.1", "X: y", true)]
    [InlineData("1.1", "Connection: close", false)]
    [InlineData("1.1", "CONNECTION: foo , Close", false)]
    [InlineData("1.1", "Connection: keep-alive\r\nConnection: close", false)]
    [InlineData("1.1", "Connection: closed", true)]
    [InlineData("1.0", "X: y", false)]
    [InlineData("1.0", "Connection: Keep-Alive", true)]
    [InlineData("1.0", "Connection: foo,keep-alive", true)]
    [InlineData("1.0", "Connection: keep-alive, close", false)]
    public void KeepAlive_FromVersionAndConnection_IsTaken(string version, string header, bool keepAlive)
    {
        ResponseHead head = Parse($"HTTP/{version} 200 OK\r\nContent-Length: 0\r\n{header}\r\n\r\n");

        Assert.Equal((keepAlive, version == "1.1"), (head.KeepAlive, head.IsHttp11));
    }

    [Fact]
    public void KeepAlive_BodyEndsWithConnection_IsFalse() =>
        Assert.False(Parse("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n\r\n").KeepAlive);

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\nA: b\n\n")]
    [InlineData("HTTP/1.1 200 OK\nA: b\r\n\n")]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    public void FindEnd_GrowingInput_FindsTheEndWithItsLastByte(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        int searched = 0;
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(-1, ResponseHeadParser.FindEnd(bytes.AsSpan(0, length), ref searched));
        }

        Assert.Equal(bytes.Length, ResponseHeadParser.FindEnd(bytes, ref searched));
    }

    [Fact]
    public void TryParse_Garbage_NeverThrows()
    {
        ReadOnlySpan<byte> alphabet = "HTTP/1. 20\r\n\r\n:A, \t-\0x"u8;
        ResponseHead head = new();
        for (int seed = 0; seed < 20_000; seed++)
        {
            byte[] bytes = [.. "HTTP/1.1 200 "u8, .. new Random(seed).GetItems(alphabet, 40), .. "\r\n\r\n"u8];
            int searched = 0;
            int length = ResponseHeadParser.FindEnd(bytes, ref searched);

            ResponseHeadParser.TryParse(bytes.AsSpan(0, length), head);
        }
    }

    private static ResponseHead Parse(string text)
    {
        ResponseHead head = new();
        Assert.True(TryParse(text, head), text);
        return head;
    }

    private static void AssertRefused(string text) => Assert.False(TryParse(text, new ResponseHead()), text);

    private static bool TryParse(string text, ResponseHead head)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        int searched = 0;
        Assert.Equal(bytes.Length, ResponseHeadParser.FindEnd(bytes, ref searched));
        return ResponseHeadParser.TryParse(bytes, head);
    }
}
