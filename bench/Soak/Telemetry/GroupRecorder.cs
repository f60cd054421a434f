using HotPath.Recording;
using HotPath.Soak.Telemetry.Answers;

namespace HotPath.Soak.Telemetry;

/// <summary>Everything recorded of one group of the workload in one phase of a run. Any thread records; allocates nothing once warm.</summary>
internal sealed class GroupRecorder
{
    private readonly LatencyRecorder[] _latencies;
    private readonly GoodputJudge? _goodput;
    private bool _hasBegun;

    /// <param name="reservedShards">Threads that are expected to record; their memory is there from the start.</param>
    /// <param name="goodput">Null where no limit says what is good.</param>
    public GroupRecorder(int reservedShards, Gauge openStreams, GoodputJudge? goodput = null)
        : this([.. Enum.GetValues<Metric>().Select(metric => new LatencyRecorder(IsRare(metric) ? 0 : reservedShards))], openStreams, goodput)
    {
    }

    private GroupRecorder(LatencyRecorder[] latencies, Gauge openStreams, GoodputJudge? goodput)
    {
        _latencies = latencies;
        _goodput = goodput;
        OpenStreams = openStreams;
    }

    /// <summary>
    /// For the warm-up, whose latencies nobody reads: they are recorded, so that the code is warm, but all into one place. Streams that
    /// begin in the warm-up end in the measured time, where a shard for each latency and thread would be allocated for nothing.
    /// </summary>
    public static GroupRecorder OfCountsAlone(
        LatencyRecorder unread, Gauge openStreams, GoodputJudge? goodput = null, AnswerRecorder? answers = null, GroupRecorder? successor = null) =>
        new([.. Enumerable.Repeat(unread, Metrics.Count)], openStreams, goodput) { Answers = answers, Successor = successor };

    public CounterSet Counters { get; } = new();

    /// <summary>What handshakes agreed on.</summary>
    public TlsKinds TlsKinds { get; } = new();

    public Gauge OpenStreams { get; }

    /// <summary>Of a warm-up's: where the same group is recorded once the measured time has begun. Null: nothing comes after.</summary>
    public GroupRecorder? Successor { get; init; }

    /// <summary>
    /// Where to count what belongs to a moment, not to a request: connections outlive the requests that they were opened for. A
    /// warm-up's successor once its time has begun, else this.
    /// </summary>
    public GroupRecorder AsOfNow => Successor is { HasBegun: true } successor ? successor : this;

    private bool HasBegun => Volatile.Read(ref _hasBegun);

    /// <summary>What is recorded of the answers of all groups together; null: nothing is.</summary>
    public AnswerRecorder? Answers { get; init; }

    public void Record(Metric metric, long nanoseconds) => _latencies[(int)metric].Record(nanoseconds);

    public void Record(Metric metric, long nanoseconds, long count) => _latencies[(int)metric].Record(nanoseconds, count);

    /// <summary>Whether <see cref="Judge"/> looks at what it is given.</summary>
    public bool JudgesGoodput => _goodput is not null;

    /// <summary>Counts a request that completed and kept all limits of a good one.</summary>
    public void Judge(in RequestTimes times)
    {
        if (_goodput?.IsGood(times) == true) Counters.Add(Counter.Good);
    }

    /// <summary>Recorded once a connection, not once a request, or by few models: no memory is kept ready for it.</summary>
    private static bool IsRare(Metric metric) =>
        metric is Metric.Connect or Metric.TlsFull or Metric.TlsResumed or Metric.FirstReasoning or Metric.FirstReasoningService;

    /// <summary>From now on what belongs to a moment is counted here.</summary>
    public void Begin() => Volatile.Write(ref _hasBegun, true);

    /// <summary>What came since the last call; one reader at a time.</summary>
    public void TakeInterval(Metric metric, HistogramSnapshot interval) => _latencies[(int)metric].TakeInterval(interval);
}
