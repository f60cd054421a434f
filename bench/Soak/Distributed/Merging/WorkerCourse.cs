using HotPath.Analysis.Results;

namespace HotPath.Soak.Distributed.Merging;

/// <summary>One worker's intervals, one after the other, each in its cell of the axis that all workers share.</summary>
internal sealed class WorkerCourse : IDisposable
{
    // An interval follows the one before it into the next cell though its middle lies so far beside that, in cells: else the few milliseconds by which
    // intervals begin late would put two into one cell and none into the next, again and again, where the worker's seconds begin in the middle of a cell.
    private const double MostBeside = 0.25;

    private readonly IEnumerator<IntervalResult> _intervals;
    private readonly LogCursor _latencies;
    private readonly LogCursor _groups;
    private readonly double _behindSeconds;
    private IntervalResult? _next;

    /// <param name="origin">Where the axis begins, by the master's clock: not after the worker's start.</param>
    public WorkerCourse(WorkerFolder worker, DateTimeOffset origin)
    {
        _behindSeconds = (worker.Run.StartedAt - origin).TotalSeconds;
        _intervals = worker.Intervals.GetEnumerator();
        _latencies = new LogCursor(worker, ResultFileNames.LatencyLog);
        _groups = new LogCursor(worker, ResultFileNames.GroupLog);
        Advance(previousCell: null);
    }

    /// <summary>Of the next interval; null at the end.</summary>
    public long? NextCell { get; private set; }

    /// <summary>What was taken last; null before the first.</summary>
    public IntervalResult? Last { get; private set; }

    /// <summary>Takes the intervals that lie in a cell.</summary>
    /// <param name="sums">Their histograms are added.</param>
    /// <returns>As one; null where there is none.</returns>
    public IntervalResult? Take(long cell, LatencySums sums)
    {
        IntervalResult? taken = null;
        while (NextCell == cell)
        {
            IntervalResult interval = _next!;
            taken = taken is null ? interval : IntervalJoin.Of(taken, interval);
            Advance(cell);
            double until = _next is null ? double.PositiveInfinity : interval.StartSeconds + interval.LengthSeconds; // what is left has no interval of its own
            _latencies.TakeUntil(until, sums);
            _groups.TakeUntil(until, sums);
        }

        if (taken is not null) Last = taken;
        return taken;
    }

    public void Dispose()
    {
        _intervals.Dispose();
        _latencies.Dispose();
        _groups.Dispose();
    }

    private void Advance(long? previousCell)
    {
        _next = _intervals.MoveNext() ? _intervals.Current : null;
        NextCell = _next is null ? null : CellOf(_behindSeconds + _next.StartSeconds + (_next.LengthSeconds / 2), previousCell);
    }

    private static long CellOf(double middle, long? previousCell)
    {
        if (previousCell is not { } previous) return (long)Math.Floor(middle / MergedCourse.CellSeconds);

        long following = previous + 1;
        double beside = (middle / MergedCourse.CellSeconds) - following;
        return beside is >= -MostBeside and < 1 + MostBeside ? following : Math.Max(previous, (long)Math.Floor(middle / MergedCourse.CellSeconds));
    }
}
