using HotPath.Analysis.Results;

namespace HotPath.Soak.Distributed.Files;

/// <summary>
/// Follows the files of a run's folder and hands on what they have grown by, so that whoever puts the parts together has the same files.
/// One thread at a time, which is not to write in between.
/// </summary>
internal sealed class FolderCopy(string folder, Action<WorkerFilePart> send)
{
    private static readonly string[] Series = [ResultFileNames.Intervals, ResultFileNames.LatencyLog, ResultFileNames.GroupLog];

    private readonly Dictionary<string, long> _sent = [];
    private readonly Dictionary<string, int> _last = Series.ToDictionary(name => name, _ => 1);
    private readonly byte[] _buffer = new byte[WorkerFilePart.MostBytes];
    private byte[] _run = [];

    /// <summary>Reads what is new. <c>run.json</c> comes last: it never speaks of an interval that was not sent before it.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public void SendGrown()
    {
        SendGrown(ResultFileNames.Scenario);
        foreach (string first in Series) SendSeries(first);
        SendGrown(ResultFileNames.Events);
        SendRun();
    }

    private void SendSeries(string first)
    {
        SendGrown(FileSeries.NameOf(first, _last[first]));
        while (File.Exists(PathOf(FileSeries.NameOf(first, _last[first] + 1)))) SendGrown(FileSeries.NameOf(first, ++_last[first]));
    }

    private void SendGrown(string name)
    {
        if (!File.Exists(PathOf(name))) return;

        using FileStream file = new(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        long offset = _sent.GetValueOrDefault(name);
        file.Position = offset;
        int read;
        while ((read = file.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            send(new WorkerFilePart(name, offset, _buffer.AsMemory(0, read), Replaces: false));
            offset += read;
        }

        _sent[name] = offset;
    }

    /// <summary>Written anew each time. Where it is longer than a part, what does not go into the first grows behind it.</summary>
    private void SendRun()
    {
        byte[] run = File.ReadAllBytes(PathOf(ResultFileNames.Run));
        if (run.AsSpan().SequenceEqual(_run)) return;

        _run = run;
        for (int offset = 0; offset < run.Length; offset += WorkerFilePart.MostBytes)
        {
            ReadOnlyMemory<byte> part = run.AsMemory(offset, Math.Min(WorkerFilePart.MostBytes, run.Length - offset));
            send(new WorkerFilePart(ResultFileNames.Run, offset, part, Replaces: offset == 0));
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name);
}
