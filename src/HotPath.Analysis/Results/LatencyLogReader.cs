using HotPath.Recording;

namespace HotPath.Analysis.Results;

/// <summary>Reads <c>latency.hlog</c> as far as it goes, and adds its intervals up.</summary>
/// <remarks>
/// A line costs about ten microseconds, so a day with a dozen latencies a second some seconds: apart from <see cref="ResultReader"/>, for
/// who needs more than the percentiles of <c>run.json</c>. One line and the sums are in memory, whatever the length of the run.
/// </remarks>
public static class LatencyLogReader
{
    /// <summary>Reads a folder's log. What is damaged becomes a remark.</summary>
    /// <param name="folder">A result folder, also one whose run goes on or was killed.</param>
    /// <returns>Nothing for a folder without a log: <see cref="ResultReader"/> remarks on that.</returns>
    /// <exception cref="ResultFolderException">The log is there and cannot be read.</exception>
    public static RecordedLatencies Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string path = Path.Combine(folder, ResultFileNames.LatencyLog);
        if (!File.Exists(path)) return RecordedLatencies.None;

        try
        {
            using FileStream file = ResultReader.OpenShared(path);
            return Read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ResultFolderException.NotRead(path, e);
        }
    }

    private static RecordedLatencies Read(FileStream file)
    {
        bool endsInMidLine = EndsInMidLine(file);
        using HistogramLogReader log = new(file);
        Dictionary<string, HistogramSnapshot> byName = new(StringComparer.Ordinal);
        HistogramSnapshot interval = new();
        int damaged = 0;
        bool isLastDamaged = false;
        while (true)
        {
            try
            {
                if (log.Read(interval) is not { } entry) break;
                isLastDamaged = !Add(entry, byName);
            }
            catch (Exception e) when (e is HdrFormatException or OverflowException) // a line, its layout, or its sum with others, is none of ours; the next call goes on behind it
            {
                isLastDamaged = true;
            }

            if (isLastDamaged) damaged++;
        }

        bool isTorn = isLastDamaged && endsInMidLine;
        return new RecordedLatencies(byName, [.. Remarks(isTorn ? damaged - 1 : damaged, isTorn)]);
    }

    private static bool Add(HistogramLogEntry entry, Dictionary<string, HistogramSnapshot> byName)
    {
        if (entry.Tag is null) return false;

        if (!byName.TryGetValue(entry.Tag, out HistogramSnapshot? sum)) byName.Add(entry.Tag, sum = new HistogramSnapshot());
        sum.Add(entry.Snapshot);
        return true;
    }

    private static IEnumerable<string> Remarks(int damaged, bool isTorn)
    {
        if (isTorn) yield return $"{ResultFileNames.LatencyLog} ends in mid-line: the last line is left out";
        if (damaged > 0) yield return $"{ResultFileNames.LatencyLog} has {damaged} damaged or foreign {(damaged == 1 ? "line, which is" : "lines, which are")} left out of the percentile curves";
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
