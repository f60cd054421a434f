namespace HotPath.Analysis.Results;

/// <summary>Reads the lines of a file that may still be written, one after the other: one line is in memory, whatever the file's length.</summary>
internal sealed class LineFile : IDisposable
{
    private const int FirstBytes = 64 * 1_024;

    private readonly FileStream _file;
    private byte[] _buffer = new byte[FirstBytes];
    private int _start;
    private int _end;
    private long _next; // where the next line begins
    private long _left; // what a run adds meanwhile is not looked at

    public LineFile(string path)
    {
        _file = ResultReader.OpenShared(path);
        _left = _file.Length;
    }

    /// <summary>Where the line that was read last begins, in bytes from the file's start.</summary>
    public long LineStart { get; private set; }

    /// <param name="line">Without its end; valid until the next call.</param>
    /// <param name="isEnded">Whether a line feed ended it: the last may have been cut off.</param>
    /// <returns>False at the end of the file.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool isEnded)
    {
        int searched = 0;
        while (true)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
            int length = rest[searched..].IndexOf((byte)'\n');
            isEnded = length >= 0;
            if (isEnded || _left == 0)
            {
                length = isEnded ? searched + length : rest.Length;
                line = rest[..length];
                LineStart = _next;
                int taken = isEnded ? length + 1 : length;
                _start += taken;
                _next += taken;
                return taken > 0;
            }

            searched = rest.Length;
            Fill();
        }
    }

    public void Dispose() => _file.Dispose();

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
        int read = _file.Read(_buffer, _end, (int)Math.Min(_left, _buffer.Length - _end));
        _end += read;
        _left = read == 0 ? 0 : _left - read; // shorter than it was: a run that is resumed cuts off what it had begun
    }
}
