using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Distributed.Statistics;

/// <summary>
/// Tells a Locust master of each interval as it closes: a row for the requests of each group, and rows for first tokens and token gaps,
/// which are in no total, for no request of their own stands behind them.
/// </summary>
internal sealed class IntervalStatistics : IIntervalSink
{
    private readonly GroupStatistics[] _groups;
    private readonly MasterClock _clock;
    private readonly DateTimeOffset _startedAt;
    private readonly Action<LocustStatistics> _send;

    /// <param name="startedAt">When the measured time began, by the own clock.</param>
    public IntervalStatistics(IReadOnlyList<RequestGroup> workload, MasterClock clock, DateTimeOffset startedAt, Action<LocustStatistics> send)
    {
        _groups = [.. workload.Select(group => new GroupStatistics(group))];
        _clock = clock;
        _startedAt = startedAt;
        _send = send;
    }

    public void OnGroupCounts(int group, CounterSet soFar) => _groups[group].Take(soFar);

    public void OnLatency(Metric metric, TimeSpan start, TimeSpan length, HistogramSnapshot interval)
    {
        if (_groups.Length == 1) _groups[0].Take(metric, interval); // the one group's are those of the run, and are told as these alone
    }

    public void OnGroupLatency(int group, Metric metric, TimeSpan start, TimeSpan length, HistogramSnapshot interval) => _groups[group].Take(metric, interval);

    public void OnInterval(IntervalResult interval)
    {
        ReportTimes times = new(_clock.At(_startedAt), At(interval.StartSeconds), At(interval.StartSeconds + interval.LengthSeconds));
        ResponseTimes all = new();
        foreach (GroupStatistics group in _groups) all.Add(group.Answers);
        LocustEntry[] requests = [.. _groups.Select(group => group.Requests(times)).OfType<LocustEntry>()];
        LocustEntry total = times.EntryOf(
            "Aggregated",
            "",
            requests.Sum(entry => entry.Requests),
            requests.Sum(entry => entry.Failures),
            all,
            requests.Sum(entry => entry.ContentLength),
            requests.Sum(entry => entry.RequestsWithoutTime));
        _send(new LocustStatistics(
            [.. requests, .. _groups.SelectMany(group => group.Tokens(times))], total, [.. _groups.SelectMany(group => group.Errors(times))]));
        foreach (GroupStatistics group in _groups) group.EndInterval();
    }

    private double At(double seconds) => _clock.At(_startedAt + TimeSpan.FromSeconds(seconds));
}
