using HotPath.Recording;

namespace HotPath.Analysis.Results;

/// <summary>The lines of a folder's log, one after the other over all of its files, as far as they go: one is in memory. What is damaged becomes a remark.</summary>
internal sealed class LatencyLogLines : IDisposable
{
    private readonly string _folder;
    private readonly string _firstName;
    private readonly double _untilSeconds;
    private readonly Queue<int> _left;
    private readonly List<string> _remarks;
    private readonly HistogramSnapshot _counts = new();
    private HistogramLogReader? _file;
    private string _name = "";
    private bool _endsInMidLine;
    private bool _isLastDamaged;
    private int _damaged;

    /// <param name="folder">May be absent, as may its files.</param>
    /// <param name="run">What the folder's <c>run.json</c> holds: lines that were written after it are left out. Null: none are.</param>
    /// <param name="firstName"><see cref="ResultFileNames.LatencyLog"/> or <see cref="ResultFileNames.GroupLog"/>.</param>
    public LatencyLogLines(string folder, RunResult? run, string firstName)
    {
        _folder = folder;
        _firstName = firstName;
        _untilSeconds = run?.RecordedUntil ?? double.PositiveInfinity;
        IReadOnlyList<int> numbers = Directory.Exists(folder) ? FileSeries.NumbersIn(folder, firstName) : [];
        _left = new Queue<int>(numbers);
        _remarks = [.. FileSeries.Gaps(firstName, numbers)];
    }

    /// <summary>What was found up to here, a sentence each; of the file that is read now nothing yet.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <returns>The next line, its snapshot valid until the next call; null at the end.</returns>
    /// <exception cref="ResultFolderException">The log is there and cannot be read.</exception>
    public HistogramLogEntry? Next()
    {
        try
        {
            while (_file is not null || OpenNext())
            {
                if (ReadLine() is not { } entry) CloseFile();
                else if (entry.Start.TotalSeconds < _untilSeconds) return entry;
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ResultFolderException.NotRead(Path.Combine(_folder, _name), e);
        }
    }

    /// <summary>Says of the line that was read last that it is none of this kind of log, or cannot be added to others.</summary>
    public void Refuse()
    {
        _damaged++;
        _isLastDamaged = true;
    }

    public void Dispose() => _file?.Dispose();

    private bool OpenNext()
    {
        if (!_left.TryDequeue(out int number)) return false;

        _name = FileSeries.NameOf(_firstName, number);
        FileStream file = ResultReader.OpenShared(Path.Combine(_folder, _name));
        _endsInMidLine = EndsInMidLine(file);
        _file = new HistogramLogReader(file);
        return true;
    }

    private HistogramLogEntry? ReadLine()
    {
        while (true)
        {
            try
            {
                if (_file!.Read(_counts) is not { } entry) return null;

                _isLastDamaged = false;
                return entry;
            }
            catch (Exception e) when (e is HdrFormatException or OverflowException) // a line or its layout is none of ours; the next call goes on behind it
            {
                Refuse();
            }
        }
    }

    private void CloseFile()
    {
        _file!.Dispose();
        _file = null;
        bool isTorn = _isLastDamaged && _endsInMidLine;
        int damaged = isTorn ? _damaged - 1 : _damaged;
        if (isTorn) _remarks.Add($"{_name} ends in mid-line: the last line is left out");
        if (damaged > 0) _remarks.Add($"{_name} has {damaged} damaged or foreign {(damaged == 1 ? "line, which is" : "lines, which are")} left out of the percentile curves");
        (_damaged, _isLastDamaged) = (0, false);
    }

    private static bool EndsInMidLine(FileStream file)
    {
        if (file.Length == 0) return false;

        file.Seek(-1, SeekOrigin.End);
        int last = file.ReadByte();
        file.Seek(0, SeekOrigin.Begin);
        return last != '\n';
    }
}
