using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Distributed.Merging;

/// <summary>
/// The workers' intervals on one axis, from the first start on, in cells of a second: each interval goes as a whole to the cell in which its middle lies, which
/// is the cell in which most of it lies, or follows the one before it where it lies but little beside. Its counts and histograms are those of the workers, whatever the cells.
/// </summary>
/// <remarks>In memory are one interval of each worker, and a histogram for each latency of each group.</remarks>
internal sealed class MergedCourse
{
    public const double CellSeconds = 1;

    private static readonly Metric[] Recorded = Enum.GetValues<Metric>();

    private readonly WorkerFolders _folders;
    private readonly DateTimeOffset _origin;
    private readonly int _groups;
    private readonly bool _isSameGateway;
    private readonly LatencySums _sums = new();

    public MergedCourse(WorkerFolders folders)
    {
        _folders = folders;
        _origin = folders.StartedAt;
        _groups = folders.Scenario.Workload.Count;
        _isSameGateway = folders.Workers.All(worker => worker.Run.Environment.Target is not null);
    }

    /// <summary>The end of the last cell that was written, in seconds.</summary>
    public double EndSeconds { get; private set; }

    /// <summary>Hands every cell to <paramref name="sink"/> in which a worker has an interval, in the order of time.</summary>
    /// <exception cref="ResultFolderException">A worker's file can no longer be read.</exception>
    public void WriteTo(IIntervalSink sink)
    {
        List<WorkerCourse> courses = [];
        try
        {
            foreach (WorkerFolder worker in _folders.Workers) courses.Add(new WorkerCourse(worker, _origin));
            while (courses.Min(course => course.NextCell) is { } cell) WriteCell(cell, courses, sink);
        }
        finally
        {
            foreach (WorkerCourse course in courses) course.Dispose();
        }
    }

    /// <summary>Of the whole run, once it is written.</summary>
    public HistogramSnapshot Whole(Metric metric) => _sums.Whole(Metrics.KeyOf(metric));

    /// <param name="group">By its place in the workload.</param>
    public HistogramSnapshot OfGroup(int group, Metric metric) => _groups == 1 ? Whole(metric) : _sums.Whole(Metrics.TagOf(group, metric));

    private void WriteCell(long cell, List<WorkerCourse> courses, IIntervalSink sink)
    {
        (TimeSpan start, TimeSpan length) = (TimeSpan.FromSeconds(cell * CellSeconds), TimeSpan.FromSeconds(CellSeconds));
        IntervalResult joined = courses.Select(course => PartOf(course, cell)).OfType<IntervalResult>().Aggregate((one, other) => ConcurrentIntervals.Of(one, other, _isSameGateway));
        LatencyFigures exact = LatencySummaries.Of(metric => _sums.Now(Metrics.KeyOf(metric)));
        foreach (Metric metric in Recorded) Tell(metric, start, length, sink);

        sink.OnInterval(joined with { Latency = LatencyJoin.WithOverRange(exact, joined.Latency) });
        _sums.EndStretch();
        EndSeconds = (cell + 1) * CellSeconds;
    }

    private void Tell(Metric metric, TimeSpan start, TimeSpan length, IIntervalSink sink)
    {
        for (int group = 0; _groups > 1 && group < _groups; group++)
        {
            HistogramSnapshot its = _sums.Now(Metrics.TagOf(group, metric));
            if (!its.IsEmpty) sink.OnGroupLatency(group, metric, start, length, its);
        }

        HistogramSnapshot whole = _sums.Now(Metrics.KeyOf(metric));
        if (!whole.IsEmpty) sink.OnLatency(metric, start, length, whole);
    }

    /// <returns>Null where the worker had not begun.</returns>
    private IntervalResult? PartOf(WorkerCourse course, long cell)
    {
        IntervalResult? part = course.Take(cell, _sums) ?? (course.Last is { } last ? Idle(last, hasEnded: course.NextCell is null) : null);
        return part is null ? null : ConcurrentIntervals.Placed(part, cell * CellSeconds, CellSeconds);
    }

    /// <summary>Of a worker that has no interval in a cell: what it has open if it goes on, and nothing that it did.</summary>
    private static IntervalResult Idle(IntervalResult last, bool hasEnded)
    {
        IntervalResult idle = new()
        {
            StartSeconds = last.StartSeconds,
            LengthSeconds = last.LengthSeconds,
            Requests = new RequestFigures { Good = last.Requests.Good is null ? null : 0 },
            Streams = new StreamFigures { OpenPeak = last.Streams.OpenPeak },
        };
        return hasEnded ? idle : idle with
        {
            OpenStreams = last.OpenStreams,
            OpenConnections = last.OpenConnections,
            Connections = new ConnectionInterval { Idle = last.Connections.Idle, Waiting = last.Connections.Waiting },
        };
    }
}
