using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using HotPath.Soak.Gateway;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Gateway;

/// <summary>The frames themselves: clients throw away what they have not read when a reset comes.</summary>
public sealed class Http2WireTests
{
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte EndStream = 0x1;
    private const byte EndHeaders = 0x4;

    [Theory]
    [InlineData(false, Reset)]
    [InlineData(true, Data)]
    public async Task Post_Cut_SendsEveryTokenItCountsBeforeTheEnd(bool cleanly, int lastFrame)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant with
        {
            InterTokenLatency = Distribution.Constant(1e9), // the server frames in a task of its own, and a reset does not wait for it
            Faults = new GatewayFaults { CutShare = 1, CutAfterTokens = 1, CutCleanly = cleanly },
        });

        (string body, int last) = await AnswerAsync(gateway.Addresses.Single(address => address.Scheme == "h2c").Port);

        Assert.Equal(1 + 1, body.Split("data: ").Length - 1); // the role and the token
        Assert.EndsWith("\n\n", body, StringComparison.Ordinal);
        Assert.Equal(lastFrame, last);
    }

    /// <returns>The body, and the type of the frame that ended it.</returns>
    private static async Task<(string Body, int LastFrame)> AnswerAsync(int port)
    {
        using TcpClient socket = new();
        await socket.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
        await using NetworkStream stream = socket.GetStream();
        byte[] request =
        [
            .. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8,
            .. Frame(type: 4, flags: 0, streamId: 0, []), // SETTINGS
            .. Frame(Headers, EndHeaders, streamId: 1, HeaderBlock()),
            .. Frame(Data, EndStream, streamId: 1, Encoding.UTF8.GetBytes(new StreamedChat(seed: 3).Body)),
        ];
        await stream.WriteAsync(request, TestContext.Current.CancellationToken);

        StringBuilder body = new();
        byte[] head = new byte[9];
        while (true)
        {
            await stream.ReadExactlyAsync(head, TestContext.Current.CancellationToken);
            byte[] payload = new byte[BinaryPrimitives.ReadInt32BigEndian(head) >>> 8];
            await stream.ReadExactlyAsync(payload, TestContext.Current.CancellationToken);

            int type = head[3];
            if (type == Data) body.Append(Encoding.UTF8.GetString(payload));
            if (type == Reset || (type == Data && (head[4] & EndStream) != 0)) return (body.ToString(), type);
        }
    }

    private static byte[] Frame(byte type, byte flags, int streamId, byte[] payload)
    {
        byte[] frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), streamId);
        payload.CopyTo(frame, 9);
        return frame;
    }

    // RFC 7541, appendix A, has the names' indexes; values are literals, never indexed and not compressed.
    private static byte[] HeaderBlock() =>
    [
        0x83, 0x86, // :method POST, :scheme http
        0x04, .. Literal("/v1/chat/completions"), // :path
        0x01, .. Literal("localhost"), // :authority
        0x0F, 23 - 15, .. Literal("Bearer " + ApiKeys.Default), // authorization
    ];

    private static byte[] Literal(string value) => [(byte)value.Length, .. Encoding.ASCII.GetBytes(value)];
}
