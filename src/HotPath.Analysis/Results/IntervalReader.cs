using System.Collections;
using System.Text.Json;

namespace HotPath.Analysis.Results;

/// <summary>The intervals of a result folder, read from its files each time they are enumerated, as far as they go.</summary>
/// <param name="folder">Its files may be absent.</param>
/// <param name="untilSeconds">Intervals that begin there or later are left out; infinity: none.</param>
/// <param name="remark">Told what is missing or damaged, once at the end of each enumeration.</param>
internal sealed class IntervalReader(string folder, double untilSeconds, Action<string>? remark = null) : IEnumerable<IntervalResult>
{
    private const int MaxLinesNamed = 10;

    public IEnumerator<IntervalResult> GetEnumerator()
    {
        IReadOnlyList<int> numbers = FileSeries.NumbersIn(folder, ResultFileNames.Intervals);
        if (numbers.Count == 0) remark?.Invoke($"{ResultFileNames.Intervals} is missing: nothing is known of the course of the run");
        foreach (string gap in FileSeries.Gaps(ResultFileNames.Intervals, numbers)) remark?.Invoke(gap);
        foreach (int number in numbers)
        {
            string name = FileSeries.NameOf(ResultFileNames.Intervals, number);
            foreach (IntervalResult interval in ReadFile(name)) yield return interval;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<IntervalResult> ReadFile(string name)
    {
        string path = Path.Combine(folder, name);
        using LineFile file = Open(path);
        List<int> damaged = [];
        int damagedLines = 0;
        int leftOut = 0;
        for (int number = 1; TryReadLine(file, path, out IntervalResult? interval, out LineState state); number++)
        {
            if (interval?.StartSeconds >= untilSeconds)
            {
                leftOut++;
            }
            else if (interval is not null)
            {
                yield return interval;
            }
            else if (state is LineState.Damaged && damagedLines++ < MaxLinesNamed)
            {
                damaged.Add(number);
            }
            else if (state is LineState.Torn)
            {
                remark?.Invoke($"{name} ends in mid-line: the last interval is left out");
            }
        }

        if (damagedLines > 0) remark?.Invoke(DamageRemark(name, damaged, damagedLines));
        if (leftOut > 0) remark?.Invoke($"{name} has {leftOut} more {(leftOut == 1 ? "interval" : "intervals")} than {ResultFileNames.Run}, which was not written any more: left out, so that all figures end at the same moment");
    }

    private static LineFile Open(string path)
    {
        try
        {
            return new LineFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ResultFolderException.NotRead(path, e);
        }
    }

    private static bool TryReadLine(LineFile file, string path, out IntervalResult? interval, out LineState state)
    {
        interval = null;
        state = LineState.Blank;
        try
        {
            if (!file.TryRead(out ReadOnlySpan<byte> line, out bool isEnded)) return false;
            if (line.Trim(" \t\r"u8).IsEmpty) return true;

            interval = Parse(line);
            state = interval is not null ? LineState.Whole : isEnded ? LineState.Damaged : LineState.Torn;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ResultFolderException.NotRead(path, e);
        }
    }

    private static IntervalResult? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ResultFormat.Interval);
        }
        catch (JsonException)
        {
            return null; // becomes a remark
        }
    }

    private static string DamageRemark(string name, List<int> lines, int count)
    {
        string named = string.Join(", ", lines) + (count > lines.Count ? ", ..." : "");
        return count == 1
            ? $"{name} is damaged in line {named}: its interval is left out"
            : $"{name} is damaged in {count} lines, which are left out: {named}";
    }

    private enum LineState
    {
        Blank,
        Whole,
        Damaged,
        Torn,
    }
}
