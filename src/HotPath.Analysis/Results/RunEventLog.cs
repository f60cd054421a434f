using System.Text.Json;

namespace HotPath.Analysis.Results;

/// <summary>Adds to the <c>events.ndjson</c> of a result folder; the file is there from the first event on. Any thread.</summary>
/// <remarks>A line is with the operating system when its method returns, so a killed process loses nothing of it.</remarks>
public sealed class RunEventLog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _path;
    private FileStream? _file;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="folder">A result folder; what is in its file already stays before what is added.</param>
    public RunEventLog(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _path = Path.Combine(folder, ResultFileNames.Events);
    }

    /// <summary>Adds a line.</summary>
    /// <exception cref="ResultFolderException">The disk refuses.</exception>
    public void Append(RunEvent happened)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(happened, ResultFormat.Event), (byte)'\n'];
        lock (_lock)
        {
            try
            {
                _file ??= new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
                _file.Write(line); // unbuffered: one write a line
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw ResultFolderException.NotWritten(_path, e);
            }
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_lock) _file?.Dispose();
    }
}
