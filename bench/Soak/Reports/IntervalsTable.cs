using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>The course of a run in a table short enough to read.</summary>
internal static class IntervalsTable
{
    private const int MaxRows = 20;

    public static void Write(Markdown text, RecordedRun recorded)
    {
        IReadOnlyList<IntervalResult> intervals = recorded.Intervals;
        if (intervals.Count == 0) return;

        IReadOnlyList<IntervalResult> shown = Thinned(intervals);
        text.Heading(2, "Intervals");
        text.Paragraph(shown.Count == intervals.Count
            ? $"All {Figure.Count(intervals.Count)} intervals."
            : $"{shown.Count} of {Figure.Count(intervals.Count)} {(recorded.IntervalsPerPoint > 1 ? "points" : "intervals")}, evenly spread; `{ResultFileNames.Intervals}` has all.");
        foreach (string note in CourseNote.Of(recorded)) text.Paragraph(note);
        text.Table(
            [">from", ">length", ">finished", ">errors", ">open streams", ">ttft p50", ">ttft p99", ">itl p99", ">generator CPU", ">gateway CPU", ">generator RSS", ">gateway RSS"],
            shown.Select(interval => new[]
            {
                Figure.Seconds(interval.StartSeconds), Figure.Seconds(interval.LengthSeconds), Figure.Rate(interval.Requests.RatePerSecond),
                Figure.Share(interval.Requests.ErrorRate), Figure.Count(interval.OpenStreams), Figure.Milliseconds(interval.Latency.Ttft?.P50),
                Figure.Milliseconds(interval.Latency.Ttft?.P99), Figure.Milliseconds(interval.Latency.Itl?.P99),
                Figure.Percent(interval.Generator?.CpuPercent), Figure.Percent(interval.Gateway?.CpuPercent),
                Figure.Mebibytes(interval.Generator?.RssMB), Figure.Mebibytes(interval.Gateway?.RssMB),
            }));
    }

    /// <summary>The first, the last, and as even a choice between as whole numbers allow.</summary>
    private static IReadOnlyList<IntervalResult> Thinned(IReadOnlyList<IntervalResult> all)
    {
        if (all.Count <= MaxRows) return all;
        return [.. Enumerable.Range(0, MaxRows).Select(row => all[(int)((long)row * (all.Count - 1) / (MaxRows - 1))])];
    }
}
