using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HotPath.Analysis.Results;

/// <summary>Writes the files of one run. For one thread at a time; the latency log's stream is independent.</summary>
/// <remarks>
/// What a method wrote is with the operating system when it returns, so a killed process loses nothing of it. Numbers must be
/// finite: JSON has no others. All methods throw <see cref="ResultFolderException"/> when the disk refuses.
/// </remarks>
public sealed class ResultFolder : IDisposable
{
    private readonly MemoryStream _json = new(); // used again: a run writes both of its files each second, for days
    private FileStream? _intervals;

    private ResultFolder(string path) => Path = path;

    /// <summary>How large a file of intervals or latencies grows before the next of its series is begun.</summary>
    public long MostFileBytes { get; init; } = FileSeries.DefaultMostBytes;

    /// <summary>The folder, as its creator named it.</summary>
    public string Path { get; }

    /// <summary>Makes the folder of a new run, with the folders above it.</summary>
    /// <param name="path">Absent, or an empty folder.</param>
    /// <param name="mostFileBytes">See <see cref="MostFileBytes"/>.</param>
    /// <exception cref="ResultFolderException">It cannot be made there; then nothing was created.</exception>
    public static ResultFolder Create(string path, long mostFileBytes = FileSeries.DefaultMostBytes)
    {
        if (ProblemWith(path) is { } problem) throw ResultFolderException.Refused(problem);

        string existing = NewFolderCheck.NearestExisting(path);
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            RemoveFolders(NewFolderCheck.NearestExisting(path), existing);
            throw ResultFolderException.NotWritten(path, e);
        }

        return new ResultFolder(path) { MostFileBytes = mostFileBytes };
    }

    /// <summary>Opens the folder of a recorded run, to write its reports again.</summary>
    /// <exception cref="ResultFolderException">There is no such folder, or no run in it.</exception>
    public static ResultFolder Open(string path)
    {
        if (!Directory.Exists(path)) throw ResultFolderException.NoSuchFolder(path);
        if (!File.Exists(System.IO.Path.Combine(path, ResultFileNames.Run))) throw ResultFolderException.NoRun(path);
        return new ResultFolder(path);
    }

    /// <summary>What would keep <see cref="Create"/> from making a folder there. Leaves nothing behind.</summary>
    /// <returns>What was found, what was expected and what to do; null when all is well.</returns>
    public static string? ProblemWith(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return NewFolderCheck.ProblemWith(path);
    }

    /// <summary>Writes <c>scenario.json</c>, once.</summary>
    /// <param name="json">The whole file, UTF-8. Secrets are left out by the caller.</param>
    public void WriteScenario(ReadOnlySpan<byte> json)
    {
        try
        {
            using FileStream file = CreateNew(ResultFileNames.Scenario);
            file.Write(json);
        }
        catch (Exception e) when (ResultFolderException.IsRefusal(e))
        {
            throw ResultFolderException.NotWritten(PathOf(ResultFileNames.Scenario), e);
        }
    }

    /// <summary>Writes <c>run.json</c>, or replaces it: a reader sees the old file or the new, never a part.</summary>
    public void WriteRun(RunResult run) => Replace(ResultFileNames.Run, LineOf(run, ResultFormat.Run));

    /// <summary>Adds a line to <c>intervals.ndjson</c>, or to the next of its series when that is full.</summary>
    public void Append(IntervalResult interval)
    {
        ReadOnlySpan<byte> line = LineOf(interval, ResultFormat.Interval);
        try
        {
            if (_intervals is { } full && full.Position + line.Length > MostFileBytes)
            {
                full.Dispose();
                _intervals = null;
            }

            _intervals ??= CreateNext(ResultFileNames.Intervals);
            _intervals.Write(line); // unbuffered: one write a line
        }
        catch (Exception e) when (ResultFolderException.IsRefusal(e))
        {
            throw ResultFolderException.NotWritten(PathOf(ResultFileNames.Intervals), e);
        }
    }

    /// <summary>Creates <c>latency.hlog</c>, or the next of its series where it is there. The caller writes, flushes and disposes.</summary>
    public Stream OpenLatencyLog()
    {
        try
        {
            return CreateNext(ResultFileNames.LatencyLog);
        }
        catch (Exception e) when (ResultFolderException.IsRefusal(e))
        {
            throw ResultFolderException.NotWritten(PathOf(ResultFileNames.LatencyLog), e);
        }
    }

    /// <summary>Writes a report, or replaces it as a whole.</summary>
    /// <param name="fileName">A bare file name.</param>
    /// <param name="text">The whole file; written as UTF-8 without a byte order mark.</param>
    public void WriteReport(string fileName, string text)
    {
        if (System.IO.Path.GetFileName(fileName) != fileName)
        {
            throw new ArgumentException($"'{fileName}' is not a bare file name; a report lies in the folder itself.", nameof(fileName));
        }

        Replace(fileName, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Closes <c>intervals.ndjson</c>.</summary>
    public void Dispose() => _intervals?.Dispose();

    private static void RemoveFolders(string lowest, string kept)
    {
        for (string? folder = lowest; folder is not null && folder != kept; folder = System.IO.Path.GetDirectoryName(folder))
        {
            Directory.Delete(folder);
        }
    }

    // Valid until the next call.
    private ReadOnlySpan<byte> LineOf<T>(T value, JsonTypeInfo<T> format)
    {
        _json.SetLength(0);
        JsonSerializer.Serialize(_json, value, format);
        _json.WriteByte((byte)'\n');
        return _json.GetBuffer().AsSpan(0, (int)_json.Length);
    }

    private FileStream CreateNext(string firstName) => CreateNew(FileSeries.NameOf(firstName, FileSeries.LastIn(Path, firstName) + 1));

    // Others may read while the run goes on.
    private FileStream CreateNew(string fileName) =>
        new(PathOf(fileName), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);

    private void Replace(string fileName, ReadOnlySpan<byte> content)
    {
        string target = PathOf(fileName);
        string temporary = target + ".tmp";
        try
        {
            using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(content);
                file.Flush(flushToDisk: true); // before the rename, or a crash of the machine may leave an empty file under the name
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (ResultFolderException.IsRefusal(e))
        {
            RemoveUnfinished(temporary);
            throw ResultFolderException.NotWritten(target, e);
        }
    }

    // On a full disk the unfinished file would take the room that the reports need.
    private static void RemoveUnfinished(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The problem that is told is why it was not finished; what stays behind is ignored by readers and replaced by the next.
        }
    }

    private string PathOf(string fileName) => System.IO.Path.Combine(Path, fileName);
}
