using System.Buffers;

namespace HotPath.Http;

/// <summary>Status line and header lines, from their first byte to the empty line.</summary>
internal static class ResponseHeadParser
{
    private const byte LastControl = 0x1f;
    private const byte Delete = 0x7f;

    private static ReadOnlySpan<byte> Protocol => "HTTP/1."u8;

    /// <summary>False as soon as the first bytes cannot become a status line.</summary>
    public static bool MayBeHead(ReadOnlySpan<byte> start)
    {
        int length = Math.Min(start.Length, Protocol.Length);
        return start[..length].SequenceEqual(Protocol[..length]);
    }

    /// <summary>The length of the head with its empty line, or -1 when that has not come yet.</summary>
    /// <param name="bytes">From the first byte of the head.</param>
    /// <param name="searched">Where to go on; moved to where the next search goes on.</param>
    public static int FindEnd(ReadOnlySpan<byte> bytes, ref int searched)
    {
        // RFC 9112, 2.2: "a recipient MAY recognize a single LF as a line terminator and ignore any preceding CR."
        ReadOnlySpan<byte> rest = bytes[searched..];
        int withReturn = rest.IndexOf("\n\r\n"u8);
        int without = (withReturn < 0 ? rest : rest[..(withReturn + 1)]).IndexOf("\n\n"u8);
        if (without >= 0) return searched + without + 2;
        if (withReturn >= 0) return searched + withReturn + 3;

        searched = Math.Max(searched, bytes.Length - 2); // which may be the start of what is looked for
        return -1;
    }

    /// <param name="block">A whole head, as <see cref="FindEnd"/> measured it.</param>
    /// <param name="head">Filled; of no use when the result is false.</param>
    public static bool TryParse(ReadOnlySpan<byte> block, ResponseHead head)
    {
        ReadOnlySpan<byte> bytes = head.Load(block);
        if (bytes.Contains(Delete)) return false;

        int next = 0;
        if (!TryTakeLine(bytes, ref next, out int length) || !TryParseStatusLine(bytes[..length], head)) return false;

        MessageFraming framing = default;
        while (true)
        {
            int start = next;
            if (!TryTakeLine(bytes, ref next, out length)) return false;
            if (next == bytes.Length) return framing.TryApply(head);
            if (!TryParseHeader(bytes.Slice(start, length), start, head, ref framing)) return false;
        }
    }

    // No control character may stand in a line but the tab, so the search for its end checks it, too.
    private static bool TryTakeLine(ReadOnlySpan<byte> bytes, ref int next, out int length)
    {
        int end = next;
        while (true)
        {
            end += bytes[end..].IndexOfAnyInRange((byte)0, LastControl);
            if (bytes[end] != '\t') break;
            end++;
        }

        length = end - next;
        if (bytes[end] == '\r') end++;
        next = end + 1;
        return bytes[end] == '\n';
    }

    // HTTP/1.1 200 OK; many peers leave out the space before an empty reason phrase.
    private static bool TryParseStatusLine(ReadOnlySpan<byte> line, ResponseHead head)
    {
        const int VersionAt = 7, StatusAt = 9, ReasonAt = 12;
        if (line.Length < ReasonAt || !line.StartsWith(Protocol) || !char.IsAsciiDigit((char)line[VersionAt])) return false;
        if (line[VersionAt + 1] != ' ' || (line.Length > ReasonAt && line[ReasonAt] != ' ')) return false;

        int status = 0;
        foreach (byte digit in line[StatusAt..ReasonAt])
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            status = status * 10 + (digit - '0');
        }

        head.Status = status;
        head.IsHttp11 = line[VersionAt] != '0';
        return status >= 100;
    }

    private static bool TryParseHeader(ReadOnlySpan<byte> line, int start, ResponseHead head, ref MessageFraming framing)
    {
        // A name of token characters right up to the colon leaves no room for folded lines or a space before the colon.
        int colon = line.IndexOfAnyExcept(HttpText.Token);
        if (colon <= 0 || line[colon] != ':') return false;

        int first = colon + 1;
        int end = line.Length;
        while (first < end && IsBlank(line[first])) first++;
        while (first < end && IsBlank(line[end - 1])) end--;
        head.Add(start, colon, start + first, end - first);
        return framing.TryAdd(line[..colon], line[first..end]);
    }

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t';
}
