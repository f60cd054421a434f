using System.Text;

namespace HotPath.Soak.Scenarios.Documents;

/// <summary>Turns places in UTF-8 bytes into lines and columns.</summary>
internal ref struct SourceText
{
    private readonly List<int> _lineStarts = [0];

    // The last place asked for: the next one is mostly behind it, and a line may be the whole file.
    private int _lastOffset;
    private SourcePosition _last = new(1, 1);

    /// <param name="utf8">A byte order mark is left out: editors do not show it as a column.</param>
    public SourceText(ReadOnlySpan<byte> utf8)
    {
        Utf8 = utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        for (int i = 0; i < Utf8.Length; i++)
        {
            if (Utf8[i] == (byte)'\n')
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    public readonly ReadOnlySpan<byte> Utf8 { get; }

    public SourcePosition PositionOf(long byteOffset)
    {
        int offset = (int)Math.Min(byteOffset, Utf8.Length);
        int found = _lineStarts.BinarySearch(offset);
        int line = found >= 0 ? found : ~found - 1;
        bool goesOn = _last.Line == line + 1 && _lastOffset <= offset;
        (int from, int column) = goesOn ? (_lastOffset, _last.Column) : (_lineStarts[line], 1);
        _lastOffset = offset;
        _last = new SourcePosition(line + 1, column + Encoding.UTF8.GetCharCount(Utf8[from..offset]));
        return _last;
    }
}
