using HotPath.Analysis.Plots;
using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.Html;

/// <summary>Some figures of the intervals: as a plot, and as the table behind it.</summary>
internal sealed record IntervalPlot(string Title, string Unit, IReadOnlyList<IntervalSeries> Series)
{
    private const int MaxRows = 60;
    private const string Drain = "draining";
    private const string Collection = "full collection requested";
    private const string Alert = "alert";

    /// <summary>For what many runs do not have: an empty plot would only ask for attention.</summary>
    public bool IsHiddenWithoutValues { get; init; }

    /// <summary>Whether the intervals are marked in which a full collection of the generator ended.</summary>
    public bool MarksCollections { get; init; }

    public bool IsShownFor(IReadOnlyList<IntervalResult> intervals) => !IsHiddenWithoutValues || intervals.Any(interval => Series.Any(series => series.HasSomethingIn(interval)));

    /// <summary>Names of the trends whose changes of level are marked.</summary>
    public IReadOnlyList<string> Trends { get; init; } = [];

    /// <summary>Without the figures that have nothing to show; the first stays whatever it is.</summary>
    public IntervalPlot WhereMeasured(IReadOnlyList<IntervalResult> intervals) => this with
    {
        Series = [.. Series.Where((series, i) => i == 0 || intervals.Any(series.HasSomethingIn))],
    };

    public TimePlot Of(RecordedRun recorded) => Of(recorded.Run, recorded.Intervals, recorded.Events);

    private TimePlot Of(RunResult run, IReadOnlyList<IntervalResult> intervals, IReadOnlyList<RunEvent> events) => new()
    {
        Title = Title,
        Unit = Unit,
        Series = [.. Series.Select(series => new TimeSeries(
            series.Name,
            [.. intervals.Select(interval => new TimePoint(interval.StartSeconds + (interval.LengthSeconds / 2), series.ValueOf(interval)))]))],
        Bands = [.. DrainOf(run, intervals), .. MarksCollections ? CollectionsOf(intervals) : [], .. AlertFacts.Firing(events, run.DurationSeconds).Select(alert => new TimeBand(Alert, alert.From, alert.To))],
        Marks = [.. Trends.SelectMany(name => run.Trends?.GetValueOrDefault(name)?.ChangePoints ?? []).Select(change => change.AtSeconds).Distinct()],
        EndSeconds = intervals.Count == 0 ? run.DurationSeconds : intervals.Max(EndOf),
    };

    /// <summary>Evenly spread rows where there are too many, and with them each column's highest value.</summary>
    public ReportTable TableOf(IReadOnlyList<IntervalResult> intervals) => new(
        [">from", .. Series.Select(series => $">{series.Name}")],
        [.. RowsOf(intervals).Select(i => (string[])
        [
            Figure.Seconds(intervals[i].StartSeconds), .. Series.Select(series => Figure.Number(series.ValueOf(intervals[i]))),
        ])]);

    private static double EndOf(IntervalResult interval) => interval.StartSeconds + interval.LengthSeconds;

    // No request starts after the measured time; its last answers come later.
    private static IReadOnlyList<TimeBand> DrainOf(RunResult run, IReadOnlyList<IntervalResult> intervals)
    {
        double end = intervals.Count == 0 ? 0 : intervals.Max(EndOf);
        return run.Complete && end > run.DurationSeconds * 1.01 ? [new TimeBand(Drain, run.DurationSeconds, end)] : [];
    }

    /// <summary>A moment each: at the interval's end, when it was requested.</summary>
    private static IEnumerable<TimeBand> CollectionsOf(IReadOnlyList<IntervalResult> intervals) => intervals
        .Where(interval => interval.Generator?.HeapAfterFullMB is not null)
        .Select(interval => new TimeBand(Collection, EndOf(interval), EndOf(interval)));

    private IEnumerable<int> RowsOf(IReadOnlyList<IntervalResult> intervals)
    {
        if (intervals.Count <= MaxRows) return Enumerable.Range(0, intervals.Count);

        IEnumerable<int> spread = Enumerable.Range(0, MaxRows).Select(row => (int)((long)row * (intervals.Count - 1) / (MaxRows - 1)));
        IEnumerable<int> highest = Series.Select(series => Enumerable.Range(0, intervals.Count).MaxBy(i => series.ValueOf(intervals[i]) ?? double.MinValue));
        return spread.Concat(highest).Distinct().Order();
    }
}
