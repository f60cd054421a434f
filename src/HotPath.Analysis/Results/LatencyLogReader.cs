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
    /// <param name="firstName"><see cref="ResultFileNames.LatencyLog"/> or <see cref="ResultFileNames.GroupLog"/>.</param>
    /// <returns>Nothing for a folder without a log: <see cref="ResultReader"/> remarks on that.</returns>
    /// <exception cref="ResultFolderException">The log is there and cannot be read.</exception>
    public static RecordedLatencies Read(string folder, RunResult? run = null, string firstName = ResultFileNames.LatencyLog)
    {
        Dictionary<string, HistogramSnapshot> byName = new(StringComparer.Ordinal);
        IReadOnlyList<string> remarks = Visit(folder, run, entry => Add(entry, byName), firstName);
        return new RecordedLatencies(byName, remarks);
    }

    /// <summary>Hands over each line of a folder's log, in their order. What is damaged becomes a remark.</summary>
    /// <param name="folder">As in <see cref="Read"/>.</param>
    /// <param name="run">As in <see cref="Read"/>.</param>
    /// <param name="firstName">As in <see cref="Read"/>.</param>
    /// <param name="each">Its snapshot is the reader's, and valid during the call. False: the line is none of this kind of log.</param>
    /// <returns>Remarks, a sentence each.</returns>
    /// <exception cref="ResultFolderException">The log is there and cannot be read.</exception>
    public static IReadOnlyList<string> Visit(string folder, RunResult? run, Func<HistogramLogEntry, bool> each, string firstName = ResultFileNames.LatencyLog)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(each);
        using LatencyLogLines lines = new(folder, run, firstName);
        while (lines.Next() is { } entry)
        {
            if (!IsTaken(entry, each)) lines.Refuse();
        }

        return lines.Remarks;
    }

    private static bool IsTaken(HistogramLogEntry entry, Func<HistogramLogEntry, bool> each)
    {
        try
        {
            return each(entry);
        }
        catch (Exception e) when (e is HdrFormatException or OverflowException) // its sum with others is more than can be counted
        {
            return false;
        }
    }

    private static bool Add(HistogramLogEntry entry, Dictionary<string, HistogramSnapshot> byName)
    {
        if (entry.Tag is null) return false;

        if (!byName.TryGetValue(entry.Tag, out HistogramSnapshot? sum)) byName.Add(entry.Tag, sum = new HistogramSnapshot());
        sum.Add(entry.Snapshot);
        return true;
    }
}
