using System.Globalization;
using System.Text;
using HotPath.Gate.Peers.Servers;

namespace HotPath.Gate.Peers.Sender;

/// <summary>What a paced stream consists of, in chunks of HTTP/1.1: rendered once, but for the stamp. For one thread.</summary>
internal sealed class RenderedEvents
{
    private const int StampDigits = 19;

    private readonly byte[] _event = Chunk($"{EventStamp.Prefix}{new string('0', StampDigits)}\n{StaticAnswers.Event("""{"content":" word"}""", "null")}");
    private readonly byte[] _last;
    private readonly int _stampAt;

    public RenderedEvents()
    {
        _stampAt = _event.AsSpan().IndexOf(EventStamp.PrefixUtf8) + EventStamp.Prefix.Length;
        _last = [.. _event, .. Chunk(StaticAnswers.Event("{}", "\"stop\"") + StaticAnswers.StreamEnd), .. "0\r\n\r\n"u8];
    }

    /// <summary>Before the first event.</summary>
    public static ReadOnlyMemory<byte> Head { get; } = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray();

    /// <summary>An event that was due at a time stamp; good until the next one is asked for.</summary>
    /// <param name="isLast">With what ends the stream behind it.</param>
    public ReadOnlyMemory<byte> At(long dueAt, bool isLast)
    {
        byte[] bytes = isLast ? _last : _event;
        dueAt.TryFormat(bytes.AsSpan(_stampAt, StampDigits), out _, "D19", CultureInfo.InvariantCulture);
        return bytes;
    }

    private static byte[] Chunk(string text) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(text):X}\r\n{text}\r\n"));
}
