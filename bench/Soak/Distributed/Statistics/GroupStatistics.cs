using System.Text.Json;
using HotPath.Recording;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Distributed.Statistics;

/// <summary>What one group of the workload did in an interval, in a Locust master's terms. One thread at a time.</summary>
internal sealed class GroupStatistics(RequestGroup group)
{
    private const string FirstTokens = "TTFT";
    private const string TokenGaps = "ITL";

    private readonly CounterSet _now = new();
    private readonly CounterSet _before = new();
    private readonly CounterSet _growth = new();
    private readonly ResponseTimes _firstTokens = new();
    private readonly ResponseTimes _tokenGaps = new();
    private long _timed;
    private long _untimed;

    /// <summary>From due to the end of the answer, which in a closed loop is from sent.</summary>
    public ResponseTimes Answers { get; } = new();

    public void Take(CounterSet soFar)
    {
        _before.Clear();
        _before.Add(_now);
        _now.Clear();
        _now.Add(soFar);
        _growth.SetToDifference(_now, _before);
    }

    public void Take(Metric metric, HistogramSnapshot interval)
    {
        switch (metric)
        {
            case Metric.E2e:
                Answers.Add(interval);
                break;
            case Metric.Ttft:
                _firstTokens.Add(interval);
                break;
            case Metric.Itl:
                _tokenGaps.Add(interval);
                break;
        }
    }

    /// <summary>Its requests; null: there were none.</summary>
    public LocustEntry? Requests(ReportTimes times)
    {
        long finished = _growth.Finished;
        long failed = _growth[Counter.Failed];
        long untimed = TakeUntimed();
        if (finished == 0 && Answers.Count == 0 && untimed == 0) return null;

        return times.EntryOf(group.Name, group.Method, finished, failed, Answers, _growth[Counter.Bytes], untimed);
    }

    /// <summary>What no request of its own stands for: first tokens and the gaps between tokens.</summary>
    public IEnumerable<LocustEntry> Tokens(ReportTimes times)
    {
        if (_firstTokens.Count > 0) yield return times.EntryOf(group.Name, FirstTokens, _firstTokens.Count, failures: 0, _firstTokens);
        if (_tokenGaps.Count > 0) yield return times.EntryOf(group.Name, TokenGaps, _tokenGaps.Count, failures: 0, _tokenGaps);
    }

    public IEnumerable<LocustError> Errors(ReportTimes times)
    {
        foreach ((int status, long count) in _growth.FailedStatuses) yield return ErrorOf(status == 0 ? "a status that HTTP has not" : $"HTTP {status}", count);
        foreach ((Outcome outcome, long count) in _growth.FailedOutcomes) yield return ErrorOf(JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString()), count);

        LocustError ErrorOf(string text, long count) => new(group.Name, group.Method, text, count, times.From, times.Until);
    }

    public void EndInterval()
    {
        Answers.Clear();
        _firstTokens.Clear();
        _tokenGaps.Clear();
    }

    /// <summary>
    /// Requests that finished without a whole answer, and so without a time. A request's time is recorded a moment before the request is
    /// counted: one between the two must not hide another that has none, nor be one below nothing in the next interval.
    /// </summary>
    private long TakeUntimed()
    {
        _timed += Answers.Count;
        long before = _untimed;
        _untimed = Math.Max(before, _now.Finished - _timed);
        return _untimed - before;
    }
}
