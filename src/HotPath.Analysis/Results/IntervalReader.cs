using System.Collections;

namespace HotPath.Analysis.Results;

/// <summary>The intervals of a result folder, read from its files each time they are enumerated, as far as they go.</summary>
/// <param name="folder">Its files may be absent.</param>
/// <param name="untilSeconds">Intervals that begin there or later are left out; infinity: none.</param>
/// <param name="remark">Told what is missing or damaged, once at the end of each enumeration.</param>
internal sealed class IntervalReader(string folder, double untilSeconds, Action<string>? remark = null) : IEnumerable<IntervalResult>
{
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
        int leftOut = 0;
        foreach (IntervalResult interval in JsonLines.Read(Path.Combine(folder, name), RecordedFormat.Interval, "interval", remark))
        {
            if (interval.StartSeconds >= untilSeconds) leftOut++;
            else yield return interval;
        }

        if (leftOut > 0) remark?.Invoke($"{name} has {leftOut} more {(leftOut == 1 ? "interval" : "intervals")} than {ResultFileNames.Run}, which was not written any more: left out, so that all figures end at the same moment");
    }
}
