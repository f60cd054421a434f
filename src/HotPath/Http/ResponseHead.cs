using System.Text;

namespace HotPath.Http;

/// <summary>Status and headers of one response. Reused: valid until the connection's next head is received.</summary>
/// <remarks>Not for use from two threads at once.</remarks>
public sealed class ResponseHead
{
    private const int BytesStep = 64, LinesStep = 4; // little more than a head needs: a connection keeps its last one

    private byte[] _bytes = [];
    private Line[] _lines = [];
    private int _count;

    /// <summary>The status code, 100 to 999.</summary>
    public int Status { get; internal set; }

    /// <summary>False for HTTP/1.0.</summary>
    public bool IsHttp11 { get; internal set; }

    /// <summary>True when the peer will take another request on this connection once the body has ended.</summary>
    public bool KeepAlive { get; internal set; }

    /// <summary>What Content-Length says; null without one. A 304 may have one and still has no body.</summary>
    public long? ContentLength { get; internal set; }

    /// <summary>True when the body comes in chunks.</summary>
    public bool IsChunked { get; internal set; }

    /// <summary>True when nothing frames the body: it runs until the peer closes, and that is then its complete end.</summary>
    public bool EndsWithConnection { get; internal set; }

    /// <summary>The value of Content-Type; empty without one.</summary>
    public ReadOnlySpan<byte> ContentType => TryGetHeader("content-type"u8, out ReadOnlySpan<byte> value) ? value : default;

    /// <summary>False for a status that has no body, whatever its headers say.</summary>
    internal bool HasBody => Status is >= 200 and not 204 and not 304;

    /// <summary>Finds the first header of a name.</summary>
    /// <param name="name">ASCII, in any case.</param>
    /// <param name="value">Without the white space around it; empty when not found.</param>
    public bool TryGetHeader(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        foreach (ResponseHeader header in this)
        {
            if (header.Name.Length != name.Length || !Ascii.EqualsIgnoreCase(header.Name, name)) continue;

            value = header.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Goes over all headers in the order they were sent.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Copies the lines of a head, so that the receive buffer may go on to the body.</summary>
    internal ReadOnlySpan<byte> Load(ReadOnlySpan<byte> head)
    {
        if (head.Length > _bytes.Length) _bytes = new byte[(head.Length + BytesStep - 1) / BytesStep * BytesStep];
        head.CopyTo(_bytes);
        _count = 0;
        return _bytes.AsSpan(0, head.Length);
    }

    /// <summary>Notes where in the loaded bytes a header stands.</summary>
    internal void Add(int nameStart, int nameLength, int valueStart, int valueLength)
    {
        if (_count == _lines.Length) Array.Resize(ref _lines, _count + LinesStep);
        _lines[_count++] = new Line(nameStart, nameLength, valueStart, valueLength);
    }

    private readonly record struct Line(int NameStart, int NameLength, int ValueStart, int ValueLength);

    /// <summary>Walks over the headers of a head.</summary>
    public ref struct Enumerator
    {
        private readonly ResponseHead _head;
        private int _index;

        internal Enumerator(ResponseHead head)
        {
            _head = head;
            _index = -1;
        }

        /// <summary>The header stood on; valid as long as the head.</summary>
        public readonly ResponseHeader Current
        {
            get
            {
                Line line = _head._lines[_index];
                ReadOnlySpan<byte> bytes = _head._bytes;
                return new ResponseHeader(bytes.Slice(line.NameStart, line.NameLength), bytes.Slice(line.ValueStart, line.ValueLength));
            }
        }

        /// <summary>Goes to the next header; false when there is none.</summary>
        public bool MoveNext() => ++_index < _head._count;
    }
}
