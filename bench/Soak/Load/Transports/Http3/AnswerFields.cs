using System.Buffers.Text;
using HotPath.Requests;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>The head of an answer, decoded. Used again for each.</summary>
internal sealed class AnswerFields : IDisposable
{
    private readonly List<(Range Name, Range Value)> _fields = [];
    private readonly PooledBuffer _bytes = new(512);

    public int Status { get; private set; }

    /// <summary>What Content-Length says; null where there is none.</summary>
    public long? ContentLength { get; private set; }

    /// <summary>Whether it only announces another head (1xx).</summary>
    public bool IsInterim => Status is >= 100 and < 200;

    /// <summary>The first value of a field.</summary>
    /// <param name="name">In any case.</param>
    /// <param name="value">Borrowed until the next <see cref="Decode"/>.</param>
    public bool TryGet(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> bytes = _bytes.WrittenSpan;
        foreach ((Range named, Range said) in _fields)
        {
            if (!System.Text.Ascii.EqualsIgnoreCase(bytes[named], name)) continue;

            value = bytes[said];
            return true;
        }

        value = default;
        return false;
    }

    /// <param name="section">A field section (RFC 9204, 4.5).</param>
    /// <exception cref="Http3ProtocolException">It is none, refers to a dynamic table that we have refused to keep, or is no head of an answer.</exception>
    public void Decode(ReadOnlySpan<byte> section)
    {
        _fields.Clear();
        _bytes.ResetWrittenCount();
        if (QpackInteger.Read(ref section, 8) != 0) throw DynamicTable();

        QpackInteger.Read(ref section, 7);
        while (!section.IsEmpty) ReadField(ref section);
        Status = TryGet(":status"u8, out ReadOnlySpan<byte> status) && Utf8Parser.TryParse(status, out int code, out int used) && used == status.Length && used == 3
            ? code
            : throw new Http3ProtocolException(Http3Code.MessageError, "An answer has no status.");
        ContentLength = null;
        if (!TryGet("content-length"u8, out ReadOnlySpan<byte> length)) return;

        ContentLength = Utf8Parser.TryParse(length, out long bytes, out used) && used == length.Length && bytes >= 0
            ? bytes
            : throw new Http3ProtocolException(Http3Code.MessageError, "An answer's Content-Length is no number.");
    }

    public void Dispose() => _bytes.Dispose();

    private void ReadField(ref ReadOnlySpan<byte> section)
    {
        byte first = section[0];
        if ((first & 0b1000_0000) != 0) // a whole field of a table
        {
            if ((first & 0b0100_0000) == 0) throw DynamicTable();

            (byte[] name, byte[] value) = QpackTable.At(QpackInteger.Read(ref section, 6));
            _fields.Add((Copy(name), Copy(value)));
        }
        else if ((first & 0b0100_0000) != 0) // a table's name, and a value
        {
            if ((first & 0b0001_0000) == 0) throw DynamicTable();

            (byte[] name, _) = QpackTable.At(QpackInteger.Read(ref section, 4));
            _fields.Add((Copy(name), ReadText(ref section, 7)));
        }
        else if ((first & 0b0010_0000) != 0) // name and value
        {
            Range name = ReadText(ref section, 3);
            _fields.Add((name, ReadText(ref section, 7)));
        }
        else
        {
            throw DynamicTable();
        }
    }

    /// <param name="prefixBits">Of the length; the bit above them says whether the text is Huffman's.</param>
    private Range ReadText(ref ReadOnlySpan<byte> section, int prefixBits)
    {
        bool isHuffman = !section.IsEmpty && (section[0] & (1 << prefixBits)) != 0;
        int length = QpackInteger.Read(ref section, prefixBits);
        if (length > section.Length) throw new Http3ProtocolException(Http3Code.QpackDecompressionFailed, "A header is cut off.");

        ReadOnlySpan<byte> text = section[..length];
        section = section[length..];
        if (!isHuffman) return Copy(text);

        int start = _bytes.WrittenCount;
        HuffmanCode.Decode(text, _bytes);
        return start.._bytes.WrittenCount;
    }

    private Range Copy(ReadOnlySpan<byte> text)
    {
        int start = _bytes.WrittenCount;
        text.CopyTo(_bytes.GetSpan(text.Length));
        _bytes.Advance(text.Length);
        return start.._bytes.WrittenCount;
    }

    private static Http3ProtocolException DynamicTable() =>
        new(Http3Code.QpackDecompressionFailed, "A header refers to a dynamic table, which was refused.");
}
