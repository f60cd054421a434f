using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Telemetry.Windows;

namespace HotPath.Soak.Telemetry;

/// <summary>
/// Turns recorders, those of the measured time, into intervals and keeps the sum of the intervals: what is reported of the whole run is
/// by construction what the interval files hold. One thread at a time.
/// </summary>
internal sealed class RunTotals
{
    private readonly RunRecorder _recorder;
    private readonly IReadOnlyList<GroupRecorder> _recorded;
    private readonly HistogramSnapshot _ofGroup = new();
    private readonly HistogramSnapshot _ofInterval = new();
    private readonly HistogramSnapshot[] _whole = NewSnapshots();
    private readonly HistogramSnapshot[][] _groups;
    private readonly CounterSet _wholeBefore = new();
    private readonly CounterSet _wholeNow = new();
    private readonly CounterSet _difference = new();
    private readonly CounterSet[] _groupsNow;
    private readonly Throughputs _throughput;
    private readonly Throughputs[] _groupThroughputs;
    private readonly ConnectionTotals _connections;
    private (long Requests, long Tokens) _before;
    private RunWindow? _window; // null: nobody looks through one

    public RunTotals(RunRecorder recorder)
        : this(recorder, recorder.Measured)
    {
    }

    private RunTotals(RunRecorder recorder, IReadOnlyList<GroupRecorder> recorded)
    {
        _recorder = recorder;
        _recorded = recorded;
        _groups = [.. recorder.GroupNames.Select(_ => NewSnapshots())];
        _groupsNow = [.. recorder.GroupNames.Select(_ => new CounterSet())];
        _groupThroughputs = [.. recorder.WarmUp.Zip(recorder.Measured, (warmUp, measured) => new Throughputs([warmUp], [measured]))];
        _throughput = new Throughputs(recorder.WarmUp, recorder.Measured);
        _connections = new ConnectionTotals(recorder.Connections);
    }

    /// <summary>For a rehearsal, which closes intervals of the warm-up: nobody reads its latencies, so they may be taken.</summary>
    public static RunTotals OfWarmUp(RunRecorder recorder) => new(recorder, recorder.WarmUp);

    /// <summary>Adds what an earlier part of the run had recorded, so that percentiles are of both. Before the first interval.</summary>
    /// <param name="whole">Null where nothing was recorded of the metric.</param>
    /// <param name="ofGroup">The same of each group, by its place in the workload.</param>
    public void GoOnFrom(Func<Metric, HistogramSnapshot?> whole, Func<int, Metric, HistogramSnapshot?> ofGroup)
    {
        foreach (Metric metric in Enum.GetValues<Metric>())
        {
            if (whole(metric) is { } all) _whole[(int)metric].Add(all);
            for (int group = 0; group < _groups.Length; group++)
            {
                if (ofGroup(group, metric) is { } its) _groups[group][(int)metric].Add(its);
            }
        }
    }

    /// <summary>Called at the moment at which the measured time begins: what finishes from now on makes its rates. From any thread.</summary>
    public void BeginRates()
    {
        _throughput.Begin();
        foreach (Throughputs group in _groupThroughputs) group.Begin();
    }

    /// <summary>Called before the first interval of the measured time.</summary>
    public void Begin() => _connections.Begin();

    /// <summary>Called when the measured time ends: what finishes in the drain is no throughput of it. From any thread.</summary>
    public void End()
    {
        _throughput.End();
        foreach (Throughputs group in _groupThroughputs) group.End();
    }

    public CounterSet Counters => _wholeNow;

    public Throughputs Throughput => _throughput;

    /// <param name="group">By its place in the workload.</param>
    public Throughputs ThroughputOf(int group) => _groupThroughputs[group];

    /// <summary>Has every interval from now on seen through <paramref name="window"/>, too; whoever closes an interval ends it there.</summary>
    public void Show(RunWindow window) => _window = window;

    /// <summary>Closes the interval that began at <paramref name="start"/> after the measured time began.</summary>
    public IntervalResult Close(TimeSpan start, TimeSpan length, IIntervalSink sink)
    {
        CountUp();
        for (int group = 0; group < _groupsNow.Length; group++) sink.OnGroupCounts(group, _groupsNow[group]);
        _window?.Begin();
        _connections.Take();
        LatencyFigures latency = LatencySummaries.Of(metric => TakeInterval(metric, start, length, sink));
        (double requestRate, double tokenRate) = IntervalRates(length);
        return new IntervalResult
        {
            StartSeconds = start.TotalSeconds,
            LengthSeconds = length.TotalSeconds,
            Requests = CountedFigures.Requests(
                _difference, requestRate, all: _difference.Finished + _difference[Counter.NotStarted], _recorder.JudgesGoodput),
            Streams = CountedFigures.Streams(_difference, _recorder.OpenStreams.Peak, tokenRate),
            OpenStreams = _recorder.OpenStreams.Now,
            OpenConnections = _recorder.Connections.Open.Now,
            Connections = TransportFigures.Connections(_difference, _recorder.Connections),
            Latency = latency,
        };
    }

    /// <summary>Of all latencies of each group that have a value, so far.</summary>
    public IReadOnlyList<LatencyBuckets> Buckets() =>
    [
        .. from @group in _recorder.GroupNames.Index()
           from metric in Enum.GetValues<Metric>()
           where !_groups[@group.Index][(int)metric].IsEmpty
           select LatencyBuckets.Of(@group.Item, metric, _groups[@group.Index][(int)metric]),
    ];

    /// <summary>Adds what the closed intervals hold to <paramref name="run"/>.</summary>
    public RunResult AddTo(RunResult run, TimeSpan measured)
    {
        run = WithGroups(run, measured);
        return _recorder.MeasuredAnswers is { } answers ? answers.AddTo(run, _recorder.Scenario, _recorder.WarmUpAnswers, measured) : run;
    }

    private RunResult WithGroups(RunResult run, TimeSpan measured) => run with
    {
        WarmUp = new WarmUpFigures(_recorder.WarmUp.Sum(group => group.Counters[Counter.Started])),
        Requests = CountedFigures.Requests(
            _wholeNow, _throughput.Requests.PerSecond(measured), all: _wholeNow[Counter.Scheduled], _recorder.JudgesGoodput),
        Streams = CountedFigures.Streams(_wholeNow, _recorder.OpenStreams.Peak, _throughput.Tokens.PerSecond(measured)) with
        {
            TokensPerSecondPerStream = TokenRates.Of(_whole[(int)Metric.Tpot]),
        },
        Conversations = _recorder.HasConversations ? CountedFigures.Conversations(_wholeNow) : null,
        Retries = _recorder.Retries ? CountedFigures.Retries(_wholeNow) : null,
        Integrity = CountedFigures.Integrity(_wholeNow),
        Connections = _connections.AddTo(TransportFigures.Connections(_wholeNow, OpenAtStart, measured)),
        Tls = TransportFigures.Tls(_wholeNow, _recorded),
        Latency = LatencySummaries.Of(metric => _whole[(int)metric]),
        Groups = _recorder.GroupNames.Select((name, i) => (name, Figures: FiguresOf(i, measured))).ToDictionary(group => group.name, group => group.Figures),
    };

    /// <summary>Connections of the warm-up that were open when it was over: what was closed since then is not in its counts.</summary>
    private long OpenAtStart => _recorder.WarmUp.Sum(group => group.Counters[Counter.ConnectionsOpened] - group.Counters.ConnectionsClosed);

    private static HistogramSnapshot[] NewSnapshots() => [.. Enumerable.Range(0, Metrics.Count).Select(_ => new HistogramSnapshot())];

    private void CountUp()
    {
        _wholeBefore.Clear();
        _wholeBefore.Add(_wholeNow);
        _wholeNow.Clear();
        for (int group = 0; group < _recorded.Count; group++)
        {
            _groupsNow[group].Clear();
            _groupsNow[group].Add(_recorded[group].Counters); // once: the whole is the sum of its groups, whatever is counted meanwhile
            _wholeNow.Add(_groupsNow[group]);
        }

        _difference.SetToDifference(_wholeNow, _wholeBefore);
    }

    private (double Requests, double Tokens) IntervalRates(TimeSpan length)
    {
        (long Requests, long Tokens) now = (_throughput.Requests.SinceBegin, _throughput.Tokens.SinceBegin);
        (long Requests, long Tokens) before = _before;
        _before = now;
        return length > TimeSpan.Zero
            ? ((now.Requests - before.Requests) / length.TotalSeconds, (now.Tokens - before.Tokens) / length.TotalSeconds)
            : (0, 0);
    }

    private HistogramSnapshot TakeInterval(Metric metric, TimeSpan start, TimeSpan length, IIntervalSink sink)
    {
        _ofInterval.Clear();
        for (int group = 0; group < _groups.Length; group++)
        {
            _recorded[group].TakeInterval(metric, _ofGroup);
            if (_ofGroup.IsEmpty) continue;

            _groups[group][(int)metric].Add(_ofGroup);
            if (_groups.Length > 1) sink.OnGroupLatency(group, metric, start, length, _ofGroup);
            _ofInterval.Add(_ofGroup);
            _window?.Add(group, metric, _ofGroup);
        }

        if (!_ofInterval.IsEmpty)
        {
            _whole[(int)metric].Add(_ofInterval);
            _window?.Add(null, metric, _ofInterval);
            sink.OnLatency(metric, start, length, _ofInterval);
        }

        return _ofInterval;
    }

    private GroupFigures FiguresOf(int group, TimeSpan measured)
    {
        GroupRecorder recorder = _recorded[group];
        CounterSet counters = _groupsNow[group];
        GroupFigures latencies = LatencySummaries.OfGroup(metric => _groups[group][(int)metric]);
        return latencies with
        {
            Requests = CountedFigures.Requests(
                counters, _groupThroughputs[group].Requests.PerSecond(measured), all: counters[Counter.Scheduled], _recorder.JudgesGoodput),
            Streams = CountedFigures.Streams(counters, recorder.OpenStreams.Peak, _groupThroughputs[group].Tokens.PerSecond(measured)) with
            {
                TokensPerSecondPerStream = TokenRates.Of(_groups[group][(int)Metric.Tpot]),
            },
            Connections = TransportFigures.Connections(counters),
            Tls = TransportFigures.Tls(counters, [recorder]),
            Mix = CountedFigures.Mix(counters, _wholeNow, _recorder.SharesAsked[group]),
        };
    }
}
