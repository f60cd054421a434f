using System.Text;
using HotPath.Soak.Load.Transports.Http3;
using static HotPath.Soak.Tests.Load.Http3.Http3Bytes;

namespace HotPath.Soak.Tests.Load.Http3;

public sealed class Http3AnswerTests
{
    private static readonly byte[] Unknown = Frame(0x21, [1, 2, 3]);

    /// <summary>With frames of no known kind at every place where one may be, another head announced before, and trailers.</summary>
    private static readonly byte[] Whole =
    [
        .. Unknown, .. Head(103), .. Unknown, .. Head(200, "text/plain", ("content-length", "75")), .. Unknown, .. Data(""), .. Data("Hello, "),
        .. Unknown, .. Data(new string('w', 64)), .. Data("orld"), .. Frame(1, [0, 0, 0x21, (byte)'a', 1, (byte)'b']), .. Unknown,
    ];

    public static TheoryData<int> Splits => [.. Enumerable.Range(1, Whole.Length)];

    [Theory]
    [MemberData(nameof(Splits))]
    public async Task ReadAsync_PiecesOfAnySize_IsTheBody(int pieceBytes)
    {
        using Http3Answer answer = new();
        answer.Begin(new PiecedStream(Whole, pieceBytes));

        Assert.True(await answer.ReceiveHeadAsync(TestContext.Current.CancellationToken));
        using StreamReader body = new(answer, Encoding.ASCII, false, 16, leaveOpen: true);
        string text = await body.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(200, answer.Head.Status);
        Assert.Equal("Hello, " + new string('w', 64) + "orld", text);
        Assert.Null(answer.Broken);
    }

    [Fact]
    public async Task ReadAsync_ManyFramesInOneRead_ComeTogether()
    {
        using Http3Answer answer = new();
        answer.Begin(new PiecedStream([.. Head(200), .. Data("one "), .. Data("two "), .. Data("three")], int.MaxValue));
        await answer.ReceiveHeadAsync(TestContext.Current.CancellationToken);
        byte[] buffer = new byte[100];

        Assert.Equal("one two three".Length, await answer.ReadAsync(buffer, TestContext.Current.CancellationToken));
        Assert.Equal(0, await answer.ReadAsync(buffer, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ReceiveHeadAsync_EndedBefore_IsFalse()
    {
        using Http3Answer answer = new();
        answer.Begin(new PiecedStream(Unknown, int.MaxValue));

        Assert.False(await answer.ReceiveHeadAsync(TestContext.Current.CancellationToken));
    }

    public static TheoryData<string> Wrongs => [.. Broken.Keys];

    private static Dictionary<string, (byte[] Bytes, int Expected)> Broken { get; } = new()
    {
        ["a body before the head"] = (Data("x"), (int)Http3Code.FrameUnexpected),
        ["settings"] = ([.. Frame(4, []), .. Head(200)], (int)Http3Code.FrameUnexpected),
        ["a push"] = ([.. Frame(5, [0]), .. Head(200)], (int)Http3Code.FrameUnexpected),
        ["a frame of HTTP/2 before the head"] = ([.. Frame(6, []), .. Head(200)], (int)Http3Code.FrameUnexpected),
        ["a frame of HTTP/2 in the body"] = ([.. Head(200), .. Data("x"), .. Frame(9, [])], (int)Http3Code.FrameUnexpected),
        ["going away"] = ([.. Head(200), .. Frame(7, [0])], (int)Http3Code.FrameUnexpected),
        ["a body behind the trailers"] = ([.. Head(200), .. Data("x"), .. Frame(1, [0, 0]), .. Data("y")], (int)Http3Code.FrameUnexpected),
        ["trailers twice"] = ([.. Head(200), .. Frame(1, [0, 0]), .. Frame(1, [0, 0])], (int)Http3Code.FrameUnexpected),
        ["a head that is cut off"] = (Head(200)[..^1], (int)Http3Code.FrameError),
        ["a type without a length"] = ([.. Head(200), 0], (int)Http3Code.FrameError),
        ["a body that is cut off"] = ([.. Head(200), .. Data("xyz")[..^1]], (int)Http3Code.FrameError),
        ["an unknown frame that is cut off"] = ([.. Head(200), .. Unknown[..^1]], (int)Http3Code.FrameError),
        ["an unknown frame that is cut off before the head"] = (Unknown[..^1], (int)Http3Code.FrameError),
        ["less than said"] = ([.. Head(200, null, ("content-length", "4")), .. Data("xyz")], (int)Http3Code.MessageError),
        ["more than said"] = ([.. Head(200, null, ("content-length", "2")), .. Data("xyz")], (int)Http3Code.MessageError),
        ["an endless head"] = ([1, 0x80, 1, 0, 1, .. new byte[70_000]], (int)Http3Code.ExcessiveLoad),
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task ReadAsync_NotTheProtocol_SaysWhy(string name)
    {
        (byte[] bytes, int expected) = Broken[name];
        foreach (int pieceBytes in (int[])[1, 2, 3, int.MaxValue])
        {
            using Http3Answer answer = new();
            answer.Begin(new PiecedStream(bytes, pieceBytes));

            Http3ProtocolException problem = await Assert.ThrowsAsync<Http3ProtocolException>(async () =>
            {
                await answer.ReceiveHeadAsync(TestContext.Current.CancellationToken);
                await answer.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
            });

            Assert.Equal((Http3Code)expected, problem.Code);
            Assert.Equal(problem.Code, answer.Broken);
        }
    }

    /// <summary>Gives no more than so many bytes at a time.</summary>
    private sealed class PiecedStream(byte[] bytes, int pieceBytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, pieceBytes)], cancellationToken);
    }
}
