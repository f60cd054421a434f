using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Soak.Telemetry.Windows;

/// <summary>
/// The last stretch of a run, moved on with each interval: a <see cref="RunResult"/> made by the code that makes the run's own, from counts and
/// histograms of the window alone. Only what limits name is kept, in at most <see cref="MostSteps"/> steps, so that neither a long window
/// nor a long run costs more memory. On the sampler's thread.
/// </summary>
internal sealed class RunWindow
{
    /// <summary>A window of more intervals moves by several of them at once.</summary>
    public const int MostSteps = 60;

    private const int LeastIntervals = 3;

    private readonly RunRecorder _recorder;
    private readonly RunTotals _totals;
    private readonly int[] _groups;
    private readonly Dictionary<(int? Group, Metric Metric), WindowedHistogram> _histograms = [];
    private readonly WindowMark[] _marks; // where each step began; one more than there are steps behind the one that goes on
    private readonly WindowMark _now;
    private readonly CounterSet _difference = new();
    private readonly HistogramSnapshot _scratch = new();
    private readonly int _intervalsPerStep;
    private int _steps = 1;
    private int _first;
    private int _inStep;

    /// <param name="looks">What is looked at beside the counts: a group, null for the whole run, and the key of one of its latencies, null for none.</param>
    public RunWindow(RunRecorder recorder, RunTotals totals, TimeSpan length, TimeSpan intervalLength, IReadOnlyCollection<(string? Group, string? Latency)> looks)
    {
        int intervals = Math.Max(LeastIntervals, (int)Math.Round(length / intervalLength));
        _intervalsPerStep = ((intervals - 1) / MostSteps) + 1;
        int steps = ((intervals - 1) / _intervalsPerStep) + 1;
        _recorder = recorder;
        _totals = totals;
        _groups = [.. looks.Where(look => look.Group is not null).Select(look => PlaceOf(look.Group!)).Distinct()];
        _marks = [.. Enumerable.Range(0, steps).Select(_ => new WindowMark(_groups.Length))];
        _now = new WindowMark(_groups.Length);
        foreach ((string? group, string? latency) in looks)
        {
            if (latency is not null) _histograms.TryAdd((group is null ? null : PlaceOf(group), Metrics.Of(latency)), new WindowedHistogram(steps));
        }
    }

    /// <summary>How much of the run it holds.</summary>
    public double Seconds => _now.Seconds - _marks[_first].Seconds;

    /// <summary>An interval begins: what is older than the window is forgotten.</summary>
    public void Begin()
    {
        if (_inStep++ < _intervalsPerStep) return;

        _inStep = 1;
        if (_steps < _marks.Length) _steps++;
        else _first = (_first + 1) % _marks.Length;
        _now.CopyTo(_marks[(_first + _steps - 1) % _marks.Length]);
        foreach (WindowedHistogram histogram in _histograms.Values) histogram.Step();
    }

    /// <param name="group">By its place in the workload; null: the whole run.</param>
    /// <param name="interval">Borrowed until the call returns.</param>
    public void Add(int? group, Metric metric, HistogramSnapshot interval)
    {
        if (_histograms.TryGetValue((group, metric), out WindowedHistogram? histogram)) histogram.Add(interval, _scratch);
    }

    /// <summary>The interval that began last is closed.</summary>
    public void End(IntervalResult interval)
    {
        _now.Seconds = interval.StartSeconds + interval.LengthSeconds;
        _now.Whole.Set(_totals.Counters, _totals.Throughput);
        for (int i = 0; i < _groups.Length; i++) _now.Groups[i].Set(_recorder.Measured[_groups[i]].Counters, _totals.ThroughputOf(_groups[i]));
        _now.Generator = _now.Generator.With(interval.Generator, interval.LengthSeconds);
        _now.Gateway = _now.Gateway.With(interval.Gateway, interval.LengthSeconds);
    }

    /// <summary>The window as if it were the run. What it cannot say is null, or not among the groups; peaks and values over range are 0.</summary>
    /// <param name="run">The run so far, for its name.</param>
    public RunResult Figures(RunResult run)
    {
        WindowMark from = _marks[_first];
        RequestFigures requests = Requests(_now.Whole, from.Whole);
        StreamFigures streams = Streams(group: null, _now.Whole, from.Whole);
        return new RunResult
        {
            Id = run.Id,
            Scenario = run.Scenario,
            Seed = run.Seed,
            StartedAt = run.StartedAt.AddSeconds(from.Seconds),
            DurationSeconds = Seconds,
            Topology = run.Topology,
            Environment = run.Environment,
            Requests = requests,
            Streams = streams,
            Retries = _recorder.Retries ? CountedFigures.Retries(_difference) : null,
            Conversations = _recorder.HasConversations ? CountedFigures.Conversations(_difference) : null,
            Integrity = CountedFigures.Integrity(_difference),
            Connections = TransportFigures.Connections(_difference, openAtStart: 0, TimeSpan.FromSeconds(Seconds)),
            Tls = TransportFigures.Tls(_difference, []), // protocols and ciphers are counted for the whole run alone
            Latency = LatencySummaries.Of(metric => Sum(null, metric)),
            Generator = _now.Generator.Since(from.Generator, streams.Events, requests.Finished),
            Gateway = _now.Gateway.Since(from.Gateway, streams.Events, requests.Finished) is { } gateway ? new GatewayFigures(gateway) : null,
            Groups = _groups.Index().ToDictionary(
                group => _recorder.GroupNames[group.Item], group => OfGroup(group.Item, _now.Groups[group.Index], from.Groups[group.Index])),
        };
    }

    private GroupFigures OfGroup(int group, ScopeMark now, ScopeMark from) => LatencySummaries.OfGroup(metric => Sum(group, metric)) with
    {
        Requests = Requests(now, from),
        Streams = Streams(group, now, from),
        Connections = TransportFigures.Connections(_difference),
        Tls = TransportFigures.Tls(_difference, []),
    };

    /// <summary>Leaves the difference of the counts behind.</summary>
    private RequestFigures Requests(ScopeMark now, ScopeMark from)
    {
        _difference.SetToDifference(now.Counters, from.Counters);
        return CountedFigures.Requests(
            _difference, PerSecond(now.Requests - from.Requests), all: _difference.Finished + _difference[Counter.NotStarted], _recorder.JudgesGoodput);
    }

    /// <summary>Of the difference that <see cref="Requests"/> left.</summary>
    private StreamFigures Streams(int? group, ScopeMark now, ScopeMark from) => CountedFigures.Streams(_difference, openPeak: 0, PerSecond(now.Tokens - from.Tokens)) with
    {
        TokensPerSecondPerStream = TokenRates.Of(Sum(group, Metric.Tpot)),
    };

    private double PerSecond(long count) => Seconds > 0 ? count / Seconds : 0;

    /// <summary>Valid until the next call.</summary>
    private HistogramSnapshot Sum(int? group, Metric metric)
    {
        _scratch.Clear();
        if (_histograms.TryGetValue((group, metric), out WindowedHistogram? histogram)) histogram.AddTo(_scratch);
        return _scratch;
    }

    private int PlaceOf(string group) => _recorder.GroupNames.Index().First(entry => entry.Item == group).Index;
}
