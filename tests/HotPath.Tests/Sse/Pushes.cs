using System.Text;
using HotPath.Sse;

namespace HotPath.Tests.Sse;

/// <summary>Feeds a stream to a parser in pieces.</summary>
internal static class Pushes
{
    public static byte[] Bytes(string latin1) => Encoding.Latin1.GetBytes(latin1);

    public static void PushAll(this SseParser parser, ReadOnlySpan<byte> bytes, SeenEvents seen) =>
        Assert.Equal(bytes.Length, parser.Push(bytes, ref seen));

    public static void PushInTwo(this SseParser parser, ReadOnlySpan<byte> bytes, int cut, SeenEvents seen)
    {
        parser.PushAll(bytes[..cut], seen);
        parser.PushAll(bytes[cut..], seen);
    }

    public static void PushByteByByte(this SseParser parser, ReadOnlySpan<byte> bytes, SeenEvents seen)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            parser.PushAll(bytes.Slice(i, 1), seen);
        }
    }

    /// <summary>As a caller does whose handler stops: pushes again what was left.</summary>
    public static void PushUntilConsumed(this SseParser parser, ReadOnlySpan<byte> bytes, SeenEvents seen)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[parser.Push(bytes, ref seen)..];
        }
    }
}
