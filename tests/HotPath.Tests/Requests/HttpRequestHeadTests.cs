using System.Buffers;
using System.Text;
using HotPath.Requests;

namespace HotPath.Tests.Requests;

public sealed class HttpRequestHeadTests
{
    private static readonly KeyValuePair<string, string>[] NoHeaders = [];

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(999)]
    [InlineData(1_000)]
    [InlineData(9_999)]
    [InlineData(10_000)]
    [InlineData(99_999)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void WriteTo_BodyOfAnyLength_IsOneRequestWithThatLength(int bodyLength)
    {
        HttpRequestHead head = new("POST", "/v1/chat/completions?a=b", "127.0.0.1:8080",
        [
            new("Content-Type", "application/json"),
            new("Authorization", "Bearer sk-1:2\t3"),
            new("X-Empty", ""),
            new("X-Twice", "1"),
            new("X-Twice", "2"),
        ]);
        byte[] body = new byte[bodyLength];
        new Random(bodyLength).NextBytes(body);
        using PooledBuffer output = new(16);

        head.WriteTo(output, body);

        PlainHttpRequest request = PlainHttpRequest.Parse(output.WrittenSpan);
        Assert.Equal("POST /v1/chat/completions?a=b HTTP/1.1", request.RequestLine);
        Assert.Equal(
            [
                ("Host", "127.0.0.1:8080"), ("Content-Type", "application/json"), ("Authorization", "Bearer sk-1:2\t3"),
                ("X-Empty", ""), ("X-Twice", "1"), ("X-Twice", "2"),
                ("Content-Length", bodyLength.ToString()),
            ],
            request.Headers);
        Assert.Equal(body, request.Body);
    }

    [Fact]
    public void WriteTo_AnyBody_PutsTheLengthAtTheRightOfAFieldOfFixedWidth()
    {
        using PooledBuffer output = new();

        new HttpRequestHead("PUT", "/x", "a", NoHeaders).WriteTo(output, "hello, world"u8);

        Assert.Equal(
            "PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length:         12\r\n\r\nhello, world",
            Encoding.ASCII.GetString(output.WrittenSpan));
    }

    [Fact]
    public void End_SecondRequestInOneBuffer_CountsItsOwnBody()
    {
        HttpRequestHead head = new("POST", "/", "a", NoHeaders);
        using PooledBuffer output = new(16);

        head.WriteTo(output, new byte[123]);
        int second = output.WrittenCount;
        head.WriteTo(output, "hello"u8);

        Assert.Equal(123, PlainHttpRequest.Parse(output.WrittenSpan[..second]).Body.Length);
        Assert.Equal("hello"u8, PlainHttpRequest.Parse(output.WrittenSpan[second..]).Body);
    }

    [Fact]
    public void End_WhereNoOpenHeadEnds_ThrowsAndChangesNothing()
    {
        HttpRequestHead head = new("POST", "/", "a", NoHeaders);
        HttpRequestHead other = new("POST", "/other", "a", NoHeaders);
        using PooledBuffer output = new();
        int bodyStart = head.Begin(output);
        output.Write("body"u8);
        byte[] before = output.WrittenSpan.ToArray();

        Assert.Throws<ArgumentException>(() => head.End(output, 0));
        Assert.Throws<ArgumentException>(() => head.End(output, bodyStart + 1));
        Assert.Throws<ArgumentException>(() => head.End(output, output.WrittenCount + 1));
        Assert.Throws<ArgumentException>(() => other.End(output, bodyStart));
        Assert.Equal(before, output.WrittenSpan);

        head.End(output, bodyStart);
        Assert.Throws<ArgumentException>(() => head.End(output, bodyStart));
    }

    [Fact]
    public void SetValue_EachHeader_ChangesThatValueAlone()
    {
        HttpRequestHead head = new("POST", "/", "a", [new("X-First", "000"), new("X-Between", "keep\tme"), new("X-Empty", ""), new("X-Last", "0000")]);
        using PooledBuffer output = new(16);
        head.WriteTo(output, "before"u8);
        int start = output.WrittenCount;
        int bodyStart = head.Begin(output);
        output.Write("a body"u8);
        head.End(output, bodyStart);

        head.SetValue(output, bodyStart, 0, "abc"u8);
        head.SetValue(output, bodyStart, 2, []);
        head.SetValue(output, bodyStart, 3, "\td~ "u8);

        PlainHttpRequest changed = PlainHttpRequest.Parse(output.WrittenSpan[start..]);
        Assert.Equal("a body"u8, changed.Body);
        Assert.Equal(
            [("Host", "a"), ("X-First", "abc"), ("X-Between", "keep\tme"), ("X-Empty", ""), ("X-Last", "d~"), ("Content-Length", "6")],
            changed.Headers.Select(header => (header.Name, header.Value.Trim())));
        Assert.Contains(("X-First", "000"), PlainHttpRequest.Parse(output.WrittenSpan[..start]).Headers);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("abcd")]
    [InlineData("a\r\n")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\x7F" + "b")]
    [InlineData("a\u00E9")] // two bytes
    public void SetValue_OtherLengthOrCouldEndItsLine_RefusesAndChangesNothing(string value)
    {
        HttpRequestHead head = new("POST", "/", "a", [new("X-Name", "000")]);
        using PooledBuffer output = new();
        int bodyStart = head.Begin(output);
        head.End(output, bodyStart);
        byte[] before = output.WrittenSpan.ToArray();

        ArgumentException refused = Assert.Throws<ArgumentException>(nameof(value), () => head.SetValue(output, bodyStart, 0, Encoding.UTF8.GetBytes(value)));

        Assert.DoesNotContain(value, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, output.WrittenSpan);
    }

    [Fact]
    public void SetValue_NoSuchHeaderOrNoHeadThere_Refuses()
    {
        HttpRequestHead head = new("POST", "/", "a", [new("X-Name", "000")]);
        using PooledBuffer output = new();
        head.WriteTo(output, "body"u8);
        int bodyStart = output.WrittenCount - 4;

        Assert.Throws<ArgumentOutOfRangeException>("index", () => head.SetValue(output, bodyStart, -1, "abc"u8));
        Assert.Throws<ArgumentOutOfRangeException>("index", () => head.SetValue(output, bodyStart, 1, "abc"u8));
        Assert.Throws<ArgumentException>(nameof(bodyStart), () => head.SetValue(output, bodyStart - 1, 0, "abc"u8));
        Assert.Throws<ArgumentException>(nameof(bodyStart), () => head.SetValue(output, output.WrittenCount + 1, 0, "abc"u8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PO ST")]
    [InlineData("POST\r\n")]
    [InlineData("P\u00D6ST")]
    [InlineData("POST:")]
    public void Constructor_MethodThatIsNoToken_Refuses(string method) =>
        Assert.Throws<ArgumentException>(nameof(method), () => new HttpRequestHead(method, "/", "a", NoHeaders));

    [Theory]
    [InlineData("")]
    [InlineData("v1/chat")]
    [InlineData("http://a/v1")]
    [InlineData("/a b")]
    [InlineData("/a#b")]
    [InlineData("/a\tb")]
    [InlineData("/\u00E9")]
    [InlineData("/ HTTP/1.1\r\nX-Injected: 1")]
    [InlineData("/a\nb")]
    [InlineData("/a\0b")]
    [InlineData("/a\x7F")]
    public void Constructor_PathThatCouldEndItsLine_Refuses(string path) =>
        Assert.Throws<ArgumentException>(nameof(path), () => new HttpRequestHead("POST", path, "a", NoHeaders));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("user@a")]
    [InlineData("a\r\nX-Injected: 1")]
    [InlineData("a\0")]
    [InlineData("m\u00FCller.example")]
    public void Constructor_HostThatIsNone_Refuses(string host) =>
        Assert.Throws<ArgumentException>(nameof(host), () => new HttpRequestHead("POST", "/", host, NoHeaders));

    [Theory]
    [InlineData("a")]
    [InlineData("gateway.example.com:8443")]
    [InlineData("[::1]:80")]
    public void Constructor_HostOfAnyKind_Accepts(string host)
    {
        using PooledBuffer output = new();

        new HttpRequestHead("POST", "/", host, NoHeaders).WriteTo(output, []);

        Assert.Contains(("Host", host), PlainHttpRequest.Parse(output.WrittenSpan).Headers);
    }

    [Theory]
    [InlineData("")]
    [InlineData("X Name")]
    [InlineData("X-Name:")]
    [InlineData("X-Name\r\nX-Injected")]
    [InlineData("X-Name\n")]
    [InlineData("X-Name\0")]
    [InlineData("X-N\u00E4me")]
    [InlineData("Content-Length")]
    [InlineData("content-length")]
    [InlineData("Transfer-Encoding")]
    [InlineData("HOST")]
    public void Constructor_HeaderNameThatMayNotStand_Refuses(string name) =>
        Assert.Throws<ArgumentException>("headers", () => new HttpRequestHead("POST", "/", "a", [new(name, "1")]));

    [Theory]
    [InlineData("a\r\nX-Injected: 1")]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    [InlineData("a\n")]
    [InlineData("a\0b")]
    [InlineData("a\x1F")]
    [InlineData("a\x7F")]
    [InlineData("caf\u00E9")]
    [InlineData("\U0001F600")]
    [InlineData("\u010D\u010A")] // CR LF once their upper bytes are cut off
    public void Constructor_HeaderValueThatCouldEndItsLine_Refuses(string value) =>
        Assert.Throws<ArgumentException>("headers", () => new HttpRequestHead("POST", "/", "a", [new("X-Name", value)]));

    [Fact]
    public void Constructor_RefusedValue_NamesHeaderAndCharacterButNotTheSecret()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => new HttpRequestHead("POST", "/", "a", [new("Authorization", "Bearer sk-secret\n")]));

        Assert.Contains("Authorization", refused.Message);
        Assert.Contains("U+000A at index 16", refused.Message);
        Assert.DoesNotContain("secret", refused.Message);
    }
}
