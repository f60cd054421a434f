using HotPath.Recording;

namespace HotPath.Analysis.Results;

/// <summary>Reads <c>latency.hlog</c> as far as it goes, and adds its intervals up.</summary>
/// <remarks>
/// A line costs about ten microseconds, so a day with a dozen latencies a second some seconds: apart from <see cref="ResultReader"/>, for
/// who needs more than the percentiles of <c>run.json</c>. One line and the sums are in memory, whatever the length of the run.
/// </remarks>
public static class LatencyLogReader
{
    /// <summary>Reads a folder's log, all files of it. What is damaged becomes a remark.</summary>
    /// <param name="folder">A result folder, also one whose run goes on or was killed.</param>
    /// <param name="run">What the folder's <c>run.json</c> holds: lines that were written after it are left out. Null: none are.</param>
    /// <returns>Nothing for a folder without a log: <see cref="ResultReader"/> remarks on that.</returns>
    /// <exception cref="ResultFolderException">The log is there and cannot be read.</exception>
    public static RecordedLatencies Read(string folder, RunResult? run = null)
    {
        Dictionary<string, HistogramSnapshot> byName = new(StringComparer.Ordinal);
        IReadOnlyList<string> remarks = Visit(folder, run, entry => Add(entry, byName));
        return new RecordedLatencies(byName, remarks);
    }

    /// <summary>Hands over each line of a folder's log, in their order. What is damaged becomes a remark.</summary>
    /// <param name="folder">As in <see cref="Read"/>.</param>
    /// <param name="run">As in <see cref="Read"/>.</param>
    /// <param name="each">Its snapshot is the reader's, and valid during the call. False: the line is none of this kind of log.</param>
    /// <returns>Remarks, a sentence each.</returns>
    /// <exception cref="ResultFolderException">The log is there and cannot be read.</exception>
    public static IReadOnlyList<string> Visit(string folder, RunResult? run, Func<HistogramLogEntry, bool> each)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(each);
        if (!Directory.Exists(folder)) return [];

        double untilSeconds = run?.RecordedUntil ?? double.PositiveInfinity;
        IReadOnlyList<int> numbers = FileSeries.NumbersIn(folder, ResultFileNames.LatencyLog);
        List<string> remarks = [.. FileSeries.Gaps(ResultFileNames.LatencyLog, numbers)];
        foreach (int number in numbers)
        {
            string name = FileSeries.NameOf(ResultFileNames.LatencyLog, number);
            string path = Path.Combine(folder, name);
            try
            {
                using FileStream file = ResultReader.OpenShared(path);
                remarks.AddRange(VisitFile(file, name, untilSeconds, each));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw ResultFolderException.NotRead(path, e);
            }
        }

        return remarks;
    }

    /// <returns>Remarks.</returns>
    private static IEnumerable<string> VisitFile(FileStream file, string name, double untilSeconds, Func<HistogramLogEntry, bool> each)
    {
        bool endsInMidLine = EndsInMidLine(file);
        using HistogramLogReader log = new(file);
        HistogramSnapshot interval = new();
        int damaged = 0;
        bool isLastDamaged = false;
        while (true)
        {
            try
            {
                if (log.Read(interval) is not { } entry) break;
                isLastDamaged = entry.Start.TotalSeconds < untilSeconds && !each(entry);
            }
            catch (Exception e) when (e is HdrFormatException or OverflowException) // a line, its layout, or its sum with others, is none of ours; the next call goes on behind it
            {
                isLastDamaged = true;
            }

            if (isLastDamaged) damaged++;
        }

        bool isTorn = isLastDamaged && endsInMidLine;
        return Remarks(name, isTorn ? damaged - 1 : damaged, isTorn);
    }

    private static bool Add(HistogramLogEntry entry, Dictionary<string, HistogramSnapshot> byName)
    {
        if (entry.Tag is null) return false;

        if (!byName.TryGetValue(entry.Tag, out HistogramSnapshot? sum)) byName.Add(entry.Tag, sum = new HistogramSnapshot());
        sum.Add(entry.Snapshot);
        return true;
    }

    private static IEnumerable<string> Remarks(string name, int damaged, bool isTorn)
    {
        if (isTorn) yield return $"{name} ends in mid-line: the last line is left out";
        if (damaged > 0) yield return $"{name} has {damaged} damaged or foreign {(damaged == 1 ? "line, which is" : "lines, which are")} left out of the percentile curves";
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
