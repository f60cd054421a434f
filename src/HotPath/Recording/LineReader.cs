namespace HotPath.Recording;

/// <summary>Reads text by lines without making a string of each, in memory bounded by the longest line allowed.</summary>
internal sealed class LineReader(TextReader input, int maxChars) : IDisposable
{
    private const int FirstBufferChars = 16 * 1_024;

    private char[] _buffer = new char[FirstBufferChars];
    private int _start; // of the next line
    private int _end;

    /// <summary>Of the line read last, from 1.</summary>
    internal int Number { get; private set; }

    /// <param name="line">Without its line feed. Valid until the next call.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="HdrFormatException">The line is too long. The next call goes on behind it.</exception>
    internal bool TryRead(out ReadOnlySpan<char> line)
    {
        Number++;
        int length = FindEnd();
        if (length > maxChars) throw HdrFormatException.LogLine(Number, $"{PassOver():N0} characters", $"at most {maxChars:N0}");

        line = _buffer.AsSpan(_start, length);
        bool isThere = _start < _end;
        _start = Math.Min(_start + length + 1, _end);
        return isThere;
    }

    public void Dispose() => input.Dispose();

    /// <returns>The length of the next line; when that is too long, anything that is too long.</returns>
    private int FindEnd()
    {
        int searched = 0;
        do
        {
            int found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf('\n');
            if (found >= 0) return searched + found;

            searched = _end - _start;
        }
        while (searched <= maxChars && Fill());

        return searched;
    }

    /// <returns>The length of the line that was passed over.</returns>
    private long PassOver()
    {
        long length = 0;
        do
        {
            int found = _buffer.AsSpan(_start, _end - _start).IndexOf('\n');
            if (found >= 0)
            {
                _start += found + 1;
                return length + found;
            }

            length += _end - _start;
            _start = _end;
        }
        while (Fill());

        return length;
    }

    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _end);

        int read = input.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
