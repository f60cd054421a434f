using HotPath.Soak.Distributed;
using HotPath.Soak.Distributed.Zmtp;
using HotPath.Tests;

namespace HotPath.Soak.Tests.Distributed.Zmtp;

public class DealerConnectionTests
{
    private const string Identity = "host_1";

    // Written down from RFC 23; libzmq greets with version 3.1 and says more than it must in its READY.
    private static readonly byte[] Greeting = [0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F, 3, 1, .. "NULL"u8, .. new byte[16], 0, .. new byte[31]];
    private static readonly byte[] Ready = Command("READY"u8, [.. Property("Identity"u8, ""u8), .. Property("socket-TYPE"u8, "ROUTER"u8)]);
    private static readonly byte[] LongBody = [.. Enumerable.Range(0, 300).Select(i => (byte)i)];

    [Fact]
    public async Task Open_AnyRouter_IsGreetedAndToldTypeAndIdentity()
    {
        ScriptedStream stream = new([Greeting, Ready]);

        await using IMasterLink link = await OpenAsync(stream);

        byte[] greeting = [0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F, 3, 0, .. "NULL"u8, .. new byte[48]];
        byte[] ready = [4, 0x2F, 5, .. "READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, 6, .. "DEALER"u8, 8, .. "Identity"u8, 0, 0, 0, 6, .. "host_1"u8];
        Assert.Equal([.. greeting, .. ready], stream.Sent.ToArray());
    }

    [Fact]
    public async Task Receive_BytesInTwoPiecesAtAnySplit_AreTheSameMessages()
    {
        byte[] all = WholeConversation();

        for (int split = 0; split <= all.Length; split++)
        {
            await AssertConversationAsync([all[..split], all[split..]], $"split at {split}");
        }
    }

    [Fact]
    public async Task Receive_BytesOneByOne_AreTheSameMessages() =>
        await AssertConversationAsync(WholeConversation().Select(each => new[] { each }), "one by one");

    [Fact]
    public async Task Receive_ConnectionEndsAtAnyByte_IsAProblemAndNeverAMessageThatWasCut()
    {
        byte[] all = WholeConversation();
        int opened = 0;

        for (int length = 0; length < all.Length; length++)
        {
            LinkOpening opening = await DealerConnection.OpenAsync(new ScriptedStream([all[..length]]), () => { }, Identity, TestContext.Current.CancellationToken);
            if (opening.Link is null)
            {
                Assert.Equal("the master closed the connection", opening.Problem);
                continue;
            }

            opened++;
            await using IMasterLink link = opening.Link;
            (List<byte[]> messages, string problem) = await ReadAllAsync(link);
            Assert.Equal(Expected().Take(messages.Count), messages);
            Assert.Equal("the master closed the connection", problem);
        }

        Assert.Equal(all.Length - Introduction().Length, opened);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(262_144)]
    public async Task Send_AnyLength_IsOneLastFrame(int length)
    {
        byte[] body = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
        ScriptedStream stream = new([Greeting, Ready]);
        await using IMasterLink link = await OpenAsync(stream);
        int before = (int)stream.Sent.Length;

        Assert.Null(await link.SendAsync(body, TestContext.Current.CancellationToken));

        byte[] head = length <= 255 ? [0, (byte)length] : [2, 0, 0, 0, 0, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length];
        Assert.Equal([.. head, .. body], stream.Sent.ToArray()[before..]);
    }

    public static readonly TheoryData<string, byte[], string> Strangers = new()
    {
        { "web server", "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), "does not speak ZeroMQ" },
        { "ZeroMQ 2", [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 1, .. new byte[53]], "speaks version 1 of ZeroMQ's protocol" },
        { "no signature", [0xFF, .. new byte[63]], "does not speak ZeroMQ" },
        { "security", [.. Greeting[..12], .. "CURVE"u8, .. Greeting[17..]], "asks for a ZeroMQ security mechanism" },
        { "other socket", [.. Greeting, .. Command("READY"u8, Property("Socket-Type"u8, "PUB"u8))], "is a PUB socket; a Locust master's is a ROUTER" },
        { "no socket", [.. Greeting, .. Command("READY"u8, [])], "does not say what socket it is" },
        { "property cut short", [.. Greeting, .. Command("READY"u8, [11, .. "Socket-Type"u8, 0, 0, 0, 7, .. "ROUTER"u8])], "does not say what socket it is" },
        { "name cut short", [.. Greeting, .. Command("READY"u8, [200, 1, 2])], "does not say what socket it is" },
        { "error", [.. Greeting, .. Command("ERROR"u8, [3, .. "no!"u8])], "refused: no!" },
        { "early message", [.. Greeting, 0, 1, 65], "a message came before the connection was ready" },
        { "empty command", [.. Greeting, 4, 0], "a message came before the connection was ready" },
        { "unknown flags", [.. Greeting, 0x40, 0], "a frame has the flags 0x40" },
        { "long frame", [.. Greeting, 6, 0x7F, 0, 0, 0, 0, 0, 0, 0], "a frame of 9151314442816847872 bytes came; 1048576 at most are taken" },
        { "longest frame", [.. Greeting, 6, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "a frame of 18446744073709551615 bytes came" },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Open_Stranger_IsAProblemThatSaysWhatAnswered(string name, byte[] sent, string expected)
    {
        ScriptedStream stream = new([sent]);

        LinkOpening opening = await DealerConnection.OpenAsync(stream, () => { }, Identity, TestContext.Current.CancellationToken);

        Assert.True(opening.Link is null, name);
        Assert.Contains(expected, opening.Problem, StringComparison.Ordinal);
        Assert.True(stream.IsDisposed, name);
    }

    [Fact]
    public async Task Receive_FrameThatIsTooLong_EndsTheConnection()
    {
        await using IMasterLink link = await OpenAsync(new ScriptedStream([Greeting, Ready, [2, 0, 0, 0, 0, 0, 0x10, 0, 1]]));

        LinkRead read = await link.ReceiveAsync(TestContext.Current.CancellationToken);

        Assert.Equal("a frame of 1048577 bytes came; 1048576 at most are taken", read.Problem);
    }

    private static byte[] Introduction() => [.. Greeting, .. Command("SUBSCRIBE"u8, [1]), .. Ready];

    // An unknown command before READY and another after it; short, long, empty and multi-part messages, with a PING between the parts.
    private static byte[] WholeConversation() =>
    [
        .. Introduction(),
        0, 3, 1, 2, 3,
        .. Command("NEWS"u8, [9, 9]),
        2, 0, 0, 0, 0, 0, 0, 1, 0x2C, .. LongBody,
        1, 1, 7, .. Command("PING"u8, [0, 10, .. "ctx"u8]), 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 8, 9,
        0, 0,
    ];

    private static byte[][] Expected() => [[1, 2, 3], LongBody, [8, 9], []];

    private static async Task AssertConversationAsync(IEnumerable<byte[]> pieces, string how)
    {
        ScriptedStream stream = new(pieces);
        await using IMasterLink link = await OpenAsync(stream);

        (List<byte[]> messages, string problem) = await ReadAllAsync(link);

        Assert.True(Expected().Length == messages.Count, how);
        Assert.Equal(Expected(), messages);
        Assert.Equal("the master closed the connection", problem);
        Assert.EndsWith("0408" + Convert.ToHexString("\u0004PONGctx"u8), Convert.ToHexString(stream.Sent.ToArray()), StringComparison.Ordinal);
    }

    private static async Task<(List<byte[]> Messages, string Problem)> ReadAllAsync(IMasterLink link)
    {
        List<byte[]> messages = [];
        while (true)
        {
            LinkRead read = await link.ReceiveAsync(TestContext.Current.CancellationToken);
            if (read.Problem is not null) return (messages, read.Problem);

            messages.Add(read.Message.ToArray());
        }
    }

    private static async Task<IMasterLink> OpenAsync(Stream stream)
    {
        LinkOpening opening = await DealerConnection.OpenAsync(stream, () => { }, Identity, TestContext.Current.CancellationToken);
        Assert.Null(opening.Problem);
        return opening.Link!;
    }

    private static byte[] Command(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data) => [4, (byte)(1 + name.Length + data.Length), (byte)name.Length, .. name, .. data];

    private static byte[] Property(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => [(byte)name.Length, .. name, 0, 0, 0, (byte)value.Length, .. value];
}
