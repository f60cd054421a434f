using HotPath.Recording;

namespace HotPath.Analysis.Results;

/// <summary>
/// Writes <c>latency.hlog</c>, and the next of its series when it is as large as it may be: each a whole log with its own header, whose
/// intervals count from the same start time. One thread at a time.
/// </summary>
public sealed class LatencyLog : IDisposable
{
    private readonly ResultFolder _folder;
    private readonly DateTimeOffset _startedAt;
    private readonly string _comment;
    private Stream _file;
    private HistogramLogWriter _writer;

    /// <param name="folder">Where the log lies. Stays open.</param>
    /// <param name="startedAt">What every interval's start counts from.</param>
    /// <param name="comment">The first line of each file.</param>
    /// <exception cref="ResultFolderException">The disk refuses.</exception>
    public LatencyLog(ResultFolder folder, DateTimeOffset startedAt, string comment)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _folder = folder;
        _startedAt = startedAt;
        _comment = comment;
        (_file, _writer) = Begin();
    }

    /// <summary>Writes one line.</summary>
    /// <param name="tag">What was recorded.</param>
    /// <param name="start">When the interval began, from the start time.</param>
    /// <param name="length">How long it lasted.</param>
    /// <param name="interval">Its counts, in nanoseconds. Stays as it is.</param>
    /// <exception cref="ResultFolderException">The disk refuses.</exception>
    public void Write(string tag, TimeSpan start, TimeSpan length, HistogramSnapshot interval)
    {
        try
        {
            _writer.Write(tag, start, length, interval);
        }
        catch (Exception e) when (ResultFolderException.IsRefusal(e))
        {
            throw ResultFolderException.NotWritten(Path.Combine(_folder.Path, ResultFileNames.LatencyLog), e);
        }
    }

    /// <summary>Called after the last line of an interval: what was written is with the operating system, and a full file is left for the next.</summary>
    /// <exception cref="ResultFolderException">The disk refuses the next file.</exception>
    public void EndInterval()
    {
        _writer.Flush();
        if (_file.Position < _folder.MostFileBytes) return;

        _writer.Dispose();
        (_file, _writer) = Begin();
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _writer.Dispose();

    private (Stream File, HistogramLogWriter Writer) Begin()
    {
        Stream file = _folder.OpenLatencyLog();
        HistogramLogWriter writer = new(file);
        writer.WriteHeader(_startedAt, _comment);
        return (file, writer);
    }
}
