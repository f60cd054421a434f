using System.Text;

namespace HotPath.Sse;

/// <summary>Tells whether a response says that it is a stream of server-sent events.</summary>
public static class SseMediaType
{
    /// <summary>Whether a <c>Content-Type</c> value names <c>text/event-stream</c>.</summary>
    /// <param name="contentType">
    /// The header's value. Case does not matter, parameters are not looked at: such a stream is UTF-8 whatever its
    /// <c>charset</c> says.
    /// </param>
    public static bool IsEventStream(ReadOnlySpan<byte> contentType)
    {
        int semicolon = contentType.IndexOf((byte)';');
        ReadOnlySpan<byte> mediaType = semicolon < 0 ? contentType : contentType[..semicolon];

        return Ascii.EqualsIgnoreCase(mediaType.Trim(" \t"u8), "text/event-stream"u8);
    }
}
