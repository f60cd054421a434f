namespace HotPath.Sse;

// 9.2.6: "The UTF-8 decode algorithm strips one leading UTF-8 Byte Order Mark (BOM), if any." It may come in several pushes.
internal struct LeadingByteOrderMark
{
    private int _length; // how much of one has come
    private bool _isDecided;

    public readonly bool IsUndecided => !_isDecided;

    public readonly bool HasBegun => !_isDecided && _length > 0;

    // Returns how many bytes to skip. Bytes skipped earlier that were no mark after all become the start of the first line.
    public int Skip(ReadOnlySpan<byte> bytes, ref ReusableBuffer firstLine)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];

        int cameBefore = _length;
        int came = bytes.CommonPrefixLength(mark[cameBefore..]);
        _length += came;
        bool isWhole = _length == mark.Length;
        _isDecided = isWhole || came < bytes.Length;
        if (isWhole || !_isDecided) return came;

        firstLine.Append(mark[..cameBefore]);
        return 0;
    }
}
