using System.Globalization;
using System.Text;

namespace HotPath.Http;

/// <summary>What the headers say about the body's length and the connection's life after it.</summary>
internal static class MessageFraming
{
    /// <returns>False when the headers contradict each other or ask for what is not supported.</returns>
    public static bool TryApply(ResponseHead head)
    {
        head.ContentLength = null;
        head.IsChunked = false;
        bool close = false;
        bool keepAlive = false;

        foreach (ResponseHeader header in head)
        {
            if (Is(header, "content-length"u8))
            {
                if (!TryAddLength(head, header.Value)) return false;
            }
            else if (Is(header, "transfer-encoding"u8))
            {
                // Any coding but chunked, or chunked twice, would leave us with a body we cannot read.
                if (head.IsChunked || !Ascii.EqualsIgnoreCase(header.Value, "chunked"u8)) return false;
                head.IsChunked = true;
            }
            else if (Is(header, "connection"u8))
            {
                close |= HasToken(header.Value, "close"u8);
                keepAlive |= HasToken(header.Value, "keep-alive"u8);
            }
        }

        // RFC 9112, 6.3: both "might indicate an attempt to perform request smuggling [...] or response splitting [...] and
        // ought to be handled as an error"; 6.1: Transfer-Encoding in HTTP/1.0 makes the framing faulty.
        if (head.IsChunked && (head.ContentLength is not null || !head.IsHttp11)) return false;

        head.EndsWithConnection = head.HasBody && !head.IsChunked && head.ContentLength is null;
        head.KeepAlive = !close && !head.EndsWithConnection && (head.IsHttp11 || keepAlive);
        return true;
    }

    // Most headers differ in length already, and a call costs more than that look.
    private static bool Is(ResponseHeader header, ReadOnlySpan<byte> name) =>
        header.Name.Length == name.Length && Ascii.EqualsIgnoreCase(header.Name, name);

    // The same length said several times, in lines or in a list, is taken as said once (RFC 9110, 8.6).
    private static bool TryAddLength(ResponseHead head, ReadOnlySpan<byte> value)
    {
        foreach (Range range in value.Split((byte)','))
        {
            ReadOnlySpan<byte> item = HttpText.TrimWhitespace(value[range]);
            if (!long.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out long length)) return false;
            if ((head.ContentLength ?? length) != length) return false;
            head.ContentLength = length;
        }
        return true;
    }

    private static bool HasToken(ReadOnlySpan<byte> list, ReadOnlySpan<byte> token)
    {
        foreach (Range range in list.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(HttpText.TrimWhitespace(list[range]), token)) return true;
        }
        return false;
    }
}
