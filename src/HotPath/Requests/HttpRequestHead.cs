using System.Buffers;
using System.Text;

namespace HotPath.Requests;

/// <summary>The head of an HTTP/1.1 request, encoded once, for requests that differ only in their body.</summary>
/// <remarks>
/// Content-Length comes last and has a field of fixed width, its number to the right: spaces before a field value are
/// optional whitespace (RFC 9110, 5.5; RFC 9112, 5.1). So the length is filled in after the body was written, and head
/// and body leave in one pass, without a copy. Immutable; safe from any number of threads with a buffer each.
/// </remarks>
public sealed class HttpRequestHead
{
    private const int LengthDigits = 10; // int.MaxValue has ten
    private const string Tail = "\r\n\r\n";

    private readonly byte[] _bytes;
    private readonly (int Start, int Length)[] _values; // of the headers, in the order given

    /// <summary>Encodes the head.</summary>
    /// <param name="method">A token, such as <c>POST</c>.</param>
    /// <param name="path">Path and query as they go on the wire: starts with '/', ASCII without spaces and without '#'.</param>
    /// <param name="host">Host name or address, with a port where it is not the scheme's own.</param>
    /// <param name="headers">
    /// In the order given; repeated names are allowed. Host, Content-Length and Transfer-Encoding are refused: the first
    /// has a parameter of its own, the others would contradict the length that is written here.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A part holds something that may not stand there. The message names the character and its place, never a header's
    /// value: values are often secrets.
    /// </exception>
    public HttpRequestHead(string method, string path, string host, IEnumerable<KeyValuePair<string, string>> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        HttpSyntax.RequireToken(method, "method", nameof(method));
        HttpSyntax.RequirePath(path, nameof(path));
        HttpSyntax.RequireHost(host, nameof(host));

        StringBuilder text = new();
        text.Append(method).Append(' ').Append(path).Append(" HTTP/1.1\r\nHost: ").Append(host).Append("\r\n");
        List<(int Start, int Length)> values = [];
        foreach ((string name, string value) in headers)
        {
            HttpSyntax.RequireHeader(name, value, nameof(headers));
            text.Append(name).Append(": ");
            values.Add((text.Length, value.Length));
            text.Append(value).Append("\r\n");
        }

        text.Append("Content-Length: ").Append(' ', LengthDigits).Append(Tail);
        _bytes = Encoding.ASCII.GetBytes(text.ToString());
        _values = [.. values];
    }

    /// <summary>Writes the head with its length still open; <see cref="End"/> fills it in. Allocates nothing.</summary>
    /// <param name="output">Takes the head after what it already holds, and then the body from the caller.</param>
    /// <returns>Where the body starts in <paramref name="output"/>, for <see cref="End"/>.</returns>
    public int Begin(PooledBuffer output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(_bytes);
        return output.WrittenCount;
    }

    /// <summary>Fills in the length: everything written to <paramref name="output"/> since <see cref="Begin"/> is the body.</summary>
    /// <param name="output">The buffer given to <see cref="Begin"/>, not reset since.</param>
    /// <param name="bodyStart">What <see cref="Begin"/> returned.</param>
    /// <exception cref="ArgumentException">No head of this kind stands before <paramref name="bodyStart"/>.</exception>
    public void End(PooledBuffer output, int bodyStart)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (bodyStart < _bytes.Length || bodyStart > output.WrittenCount ||
            !output.WrittenSpan[..bodyStart].EndsWith(_bytes))
        {
            throw NoHeadEndsAt(bodyStart, output, nameof(bodyStart));
        }

        WriteLength(output.Patch(bodyStart - _bytes.Length, _bytes.Length), output.WrittenCount - bodyStart);
    }

    /// <summary>
    /// Writes over the value of one header of a request that <see cref="End"/> has closed, for what is another one in each
    /// request, such as its id. Allocates nothing.
    /// </summary>
    /// <param name="output">The buffer given to <see cref="End"/>, not reset since.</param>
    /// <param name="bodyStart">What <see cref="Begin"/> returned.</param>
    /// <param name="index">Which of the headers given to the constructor, from 0.</param>
    /// <param name="value">As long as the value given to the constructor; visible ASCII, spaces and tabs.</param>
    /// <exception cref="ArgumentException">
    /// The value has another length or holds something that may not stand there, or no head of this length stands before
    /// <paramref name="bodyStart"/>. The message never holds the value.
    /// </exception>
    public void SetValue(PooledBuffer output, int bodyStart, int index, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _values.Length);
        if (bodyStart < _bytes.Length || bodyStart > output.WrittenCount) throw NoHeadEndsAt(bodyStart, output, nameof(bodyStart));

        (int start, int length) = _values[index];
        if (value.Length != length)
        {
            throw new ArgumentException(
                $"The value of header {index} has {value.Length:N0} bytes; the one it is written over has {length:N0}. " +
                "Give the constructor a value as long as all that will stand in its place.", nameof(value));
        }

        HttpSyntax.RequireValue(value, index, nameof(value));
        value.CopyTo(output.Patch(bodyStart - _bytes.Length + start, length));
    }

    /// <summary>Writes the head and <paramref name="body"/> behind it; allocates nothing.</summary>
    /// <param name="output">Takes the whole request after what it already holds.</param>
    /// <param name="body">The body; may be empty.</param>
    public void WriteTo(PooledBuffer output, ReadOnlySpan<byte> body)
    {
        int bodyStart = Begin(output);
        output.Write(body);
        End(output, bodyStart);
    }

    /// <summary>The head with its length open, for what is put before a body in one copy.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Fills in the length.</summary>
    /// <param name="head">A copy of <see cref="Bytes"/>.</param>
    /// <param name="bodyLength">In bytes, at least 0.</param>
    internal static void WriteLength(Span<byte> head, int bodyLength)
    {
        int at = head.Length - Tail.Length;
        uint rest = (uint)bodyLength;
        do
        {
            (rest, uint digit) = Math.DivRem(rest, 10);
            head[--at] = (byte)('0' + digit);
        }
        while (rest != 0);
    }

    private static ArgumentException NoHeadEndsAt(int bodyStart, PooledBuffer output, string parameter) => new(
        $"No open head of this request ends at byte {bodyStart:N0} of the buffer's {output.WrittenCount:N0}. " +
        "Pass what Begin returned, once, before the buffer is reset.", parameter);
}
