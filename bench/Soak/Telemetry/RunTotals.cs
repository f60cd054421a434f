using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Soak.Telemetry;

/// <summary>
/// Turns the recorders of the measured time into intervals and keeps the sum of the intervals: what is reported of the whole run is
/// by construction what the interval files hold. One thread at a time.
/// </summary>
internal sealed class RunTotals
{
    private readonly RunRecorder _recorder;
    private readonly HistogramSnapshot _ofGroup = new();
    private readonly HistogramSnapshot _ofInterval = new();
    private readonly HistogramSnapshot[] _whole = NewSnapshots();
    private readonly HistogramSnapshot[][] _groups;
    private readonly CounterSet _wholeBefore = new();
    private readonly CounterSet _wholeNow = new();
    private readonly CounterSet _difference = new();
    private readonly ThroughputCount _throughput;
    private readonly ThroughputCount[] _groupThroughputs;
    private long _finishedBefore;

    public RunTotals(RunRecorder recorder)
    {
        _recorder = recorder;
        _groups = [.. recorder.GroupNames.Select(_ => NewSnapshots())];
        _groupThroughputs = [.. recorder.WarmUp.Zip(recorder.Measured, (warmUp, measured) => new ThroughputCount([warmUp], [measured]))];
        _throughput = new ThroughputCount(recorder.WarmUp, recorder.Measured);
    }

    /// <summary>Called when the measured time begins.</summary>
    public void Begin()
    {
        _throughput.Begin();
        foreach (ThroughputCount group in _groupThroughputs) group.Begin();
    }

    /// <summary>Called when the measured time ends: what finishes in the drain is no throughput of it. From any thread.</summary>
    public void End()
    {
        _throughput.End();
        foreach (ThroughputCount group in _groupThroughputs) group.End();
    }

    public CounterSet Counters => _wholeNow;

    /// <summary>Closes the interval that began at <paramref name="start"/> after the measured time began.</summary>
    public IntervalResult Close(TimeSpan start, TimeSpan length, IIntervalSink sink)
    {
        CountUp();
        LatencyFigures latency = LatencySummaries.Of(metric => TakeInterval(metric, start, length, sink));
        return new IntervalResult
        {
            StartSeconds = start.TotalSeconds,
            LengthSeconds = length.TotalSeconds,
            Requests = CountedFigures.Requests(
                _difference, IntervalRate(length), errorsOf: _difference.Finished + _difference[Counter.NotStarted]),
            Streams = CountedFigures.Streams(_difference, _recorder.OpenStreams.Peak),
            OpenStreams = _recorder.OpenStreams.Now,
            OpenConnections = _recorder.OpenConnections.Now,
            Latency = latency,
        };
    }

    /// <summary>Adds what the closed intervals hold to <paramref name="run"/>.</summary>
    public RunResult AddTo(RunResult run, TimeSpan measured) => run with
    {
        WarmUp = new WarmUpFigures(_recorder.WarmUp.Sum(group => group.Counters[Counter.Started])),
        Requests = CountedFigures.Requests(_wholeNow, _throughput.PerSecond(measured), errorsOf: _wholeNow[Counter.Scheduled]),
        Streams = CountedFigures.Streams(_wholeNow, _recorder.OpenStreams.Peak),
        Conversations = _recorder.HasConversations ? CountedFigures.Conversations(_wholeNow) : null,
        Integrity = CountedFigures.Integrity(_wholeNow),
        Connections = CountedFigures.Connections(_wholeNow, _recorder.OpenConnections.Peak),
        Tls = CountedFigures.Tls(_wholeNow),
        Latency = LatencySummaries.Of(metric => _whole[(int)metric]),
        Groups = _recorder.GroupNames.Select((name, i) => (name, Figures: FiguresOf(i, measured))).ToDictionary(group => group.name, group => group.Figures),
    };

    private static HistogramSnapshot[] NewSnapshots() => [.. Enumerable.Range(0, Metrics.Count).Select(_ => new HistogramSnapshot())];

    private void CountUp()
    {
        _wholeBefore.Clear();
        _wholeBefore.Add(_wholeNow);
        _wholeNow.Clear();
        foreach (GroupRecorder group in _recorder.Measured) _wholeNow.Add(group.Counters);
        _difference.SetToDifference(_wholeNow, _wholeBefore);
    }

    private double IntervalRate(TimeSpan length)
    {
        long finished = _throughput.SinceBegin;
        double rate = length > TimeSpan.Zero ? (finished - _finishedBefore) / length.TotalSeconds : 0;
        _finishedBefore = finished;
        return rate;
    }

    private HistogramSnapshot TakeInterval(Metric metric, TimeSpan start, TimeSpan length, IIntervalSink sink)
    {
        _ofInterval.Clear();
        for (int group = 0; group < _groups.Length; group++)
        {
            _recorder.Measured[group].TakeInterval(metric, _ofGroup);
            if (_ofGroup.IsEmpty) continue;

            _groups[group][(int)metric].Add(_ofGroup);
            _ofInterval.Add(_ofGroup);
        }

        if (!_ofInterval.IsEmpty)
        {
            _whole[(int)metric].Add(_ofInterval);
            sink.OnLatency(metric, start, length, _ofInterval);
        }

        return _ofInterval;
    }

    private GroupFigures FiguresOf(int group, TimeSpan measured)
    {
        GroupRecorder recorder = _recorder.Measured[group];
        GroupFigures latencies = LatencySummaries.OfGroup(metric => _groups[group][(int)metric]);
        return latencies with
        {
            Requests = CountedFigures.Requests(
                recorder.Counters, _groupThroughputs[group].PerSecond(measured), errorsOf: recorder.Counters[Counter.Scheduled]),
            Streams = CountedFigures.Streams(recorder.Counters, recorder.OpenStreams.Peak),
            Mix = CountedFigures.Mix(recorder.Counters, _wholeNow, _recorder.SharesAsked[group]),
        };
    }
}
