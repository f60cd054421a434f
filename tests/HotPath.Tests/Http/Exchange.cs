using System.Buffers;
using System.IO.Pipelines;
using HotPath.Http;

namespace HotPath.Tests.Http;

/// <summary>A request and its response, as a caller of the connection would do it.</summary>
internal static class Exchange
{
    public static readonly byte[] Request = "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray();

    public static async Task<HeadResult> SendAndReceiveHeadAsync(Http1Connection connection)
    {
        CancellationToken none = TestContext.Current.CancellationToken;
        Assert.Equal(SendResult.Sent, await connection.SendAsync(Request, none));
        return await connection.ReceiveHeadAsync(none);
    }

    public static async Task<byte[]> ReadBodyAsync(Http1Connection connection)
    {
        ArrayBufferWriter<byte> body = new();
        while (true)
        {
            ReadResult read = await connection.Body.ReadAsync(TestContext.Current.CancellationToken);
            foreach (ReadOnlyMemory<byte> segment in read.Buffer) body.Write(segment.Span);
            connection.Body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return body.WrittenSpan.ToArray();
        }
    }
}
