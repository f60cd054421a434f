using System.Globalization;
using System.Text;

namespace HotPath.Http;

/// <summary>What the headers say about the body's length and the connection's life after it.</summary>
internal struct MessageFraming
{
    private long? _length;
    private bool _isChunked;
    private bool _close;
    private bool _keepAlive;

    /// <returns>False when the header contradicts those before it or asks for what is not supported.</returns>
    public bool TryAdd(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        // Most headers differ in length already, and a call costs more than that look.
        switch (name.Length)
        {
            case 10 when Ascii.EqualsIgnoreCase(name, "connection"u8):
                AddConnection(value);
                return true;
            case 14 when Ascii.EqualsIgnoreCase(name, "content-length"u8):
                return TryAddLength(value);
            case 17 when Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8):
                // Any coding but chunked, or chunked twice, would leave us with a body we cannot read.
                if (_isChunked || !Ascii.EqualsIgnoreCase(value, "chunked"u8)) return false;
                _isChunked = true;
                return true;
            default:
                return true;
        }
    }

    /// <summary>Tells the head, once its status line and all headers were seen.</summary>
    /// <returns>False when they contradict each other.</returns>
    public readonly bool TryApply(ResponseHead head)
    {
        head.ContentLength = _length;
        head.IsChunked = _isChunked;

        // RFC 9112, 6.3: both "might indicate an attempt to perform request smuggling [...] or response splitting [...] and
        // ought to be handled as an error"; 6.1: Transfer-Encoding in HTTP/1.0 makes the framing faulty.
        if (_isChunked && (_length is not null || !head.IsHttp11)) return false;

        head.EndsWithConnection = head.HasBody && !_isChunked && _length is null;
        head.KeepAlive = !_close && !head.EndsWithConnection && (head.IsHttp11 || _keepAlive);
        return true;
    }

    private void AddConnection(ReadOnlySpan<byte> value)
    {
        foreach (Range range in value.Split((byte)','))
        {
            ReadOnlySpan<byte> option = HttpText.TrimWhitespace(value[range]);
            _close |= Ascii.EqualsIgnoreCase(option, "close"u8);
            _keepAlive |= Ascii.EqualsIgnoreCase(option, "keep-alive"u8);
        }
    }

    // The same length said several times, in lines or in a list, is taken as said once (RFC 9110, 8.6).
    private bool TryAddLength(ReadOnlySpan<byte> value)
    {
        foreach (Range range in value.Split((byte)','))
        {
            ReadOnlySpan<byte> item = HttpText.TrimWhitespace(value[range]);
            if (!long.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out long length)) return false;
            if ((_length ?? length) != length) return false;
            _length = length;
        }
        return true;
    }
}
