using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Distributed;
using HotPath.Soak.Distributed.Statistics;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using Metric = HotPath.Soak.Telemetry.Metric;

namespace HotPath.Soak.Tests.Distributed.Statistics;

/// <summary>What a master adds up of the reports is what was recorded, held to sums that were kept beside.</summary>
public sealed class IntervalStatisticsTests
{
    private const int Seed = 4_711;
    private static readonly DateTimeOffset Started = DateTimeOffset.UnixEpoch.AddSeconds(1_790_000_000.25);

    private static readonly Scenario TwoGroups = new()
    {
        Name = "two",
        Workload =
        [
            new RequestGroup { Name = "chat" },
            new RequestGroup { Name = "put", Endpoint = Endpoint.Custom, Stream = false, Custom = new CustomRequest { Method = "PUT", Path = "/x" } },
        ],
    };

    private readonly List<LocustStatistics> _reports = [];
    private readonly Random _random = new(Seed);
    private TimeSpan _closedUntil;

    [Fact]
    public void Reports_OfManyIntervals_AddUpToWhatWasRecorded()
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        RunTotals totals = new(recorder);
        IntervalStatistics statistics = Of(TwoGroups, TimeSpan.FromSeconds(3));
        List<long>[] whole = [[], []];
        List<long> firstTokens = [], gaps = [];
        long bytes = 0;
        for (int interval = 0; interval < 40; interval++)
        {
            for (int request = _random.Next(30); request > 0; request--)
            {
                int group = _random.Next(2);
                whole[group].Add(Record(recorder.Measured[group], Metric.E2e));
                if (group == 0) firstTokens.Add(Record(recorder.Measured[group], Metric.Ttft));
                if (group == 0) gaps.Add(Record(recorder.Measured[group], Metric.Itl));
                recorder.Measured[group].Counters.Add(Outcome.Completed);
                recorder.Measured[group].Counters.Add(Counter.Bytes, 1_000);
                bytes += 1_000;
            }

            if (interval % 3 == 0) Fail(recorder.Measured[0].Counters, Outcome.Timeout);
            if (interval % 4 == 0) Fail(recorder.Measured[1].Counters, Outcome.UpstreamError, status: 503);
            Close(totals, statistics);
        }

        MasterTable table = Sum();

        Assert.Equal([("chat", "ITL"), ("chat", "POST"), ("chat", "TTFT"), ("put", "PUT")], table.Rows.Keys.Order());
        AssertRow(table.Rows[("chat", "POST")], whole[0], failed: 14);
        AssertRow(table.Rows[("put", "PUT")], whole[1], failed: 10);
        AssertRow(table.Rows[("chat", "TTFT")], firstTokens, failed: 0);
        AssertRow(table.Rows[("chat", "ITL")], gaps, failed: 0);
        AssertRow(table.Total, [.. whole[0], .. whole[1]], failed: 24);
        Assert.Equal((bytes, 0), (table.Total.Bytes, table.Rows[("chat", "TTFT")].Bytes));
        Assert.Equal(new Dictionary<(string, string, string), long> { [("chat", "POST", "timeout")] = 14, [("put", "PUT", "HTTP 503")] = 10 }, table.Errors);
    }

    [Fact]
    public void Reports_OneGroup_AreThoseOfTheRun()
    {
        Scenario one = TwoGroups with { Workload = [TwoGroups.Workload[0]] };
        RunRecorder recorder = new(one, recordingThreads: 1);
        long took = Record(recorder.Measured[0], Metric.E2e);
        recorder.Measured[0].Counters.Add(Outcome.Completed);

        Close(new RunTotals(recorder), Of(one, TimeSpan.Zero));

        AssertRow(Sum().Rows[("chat", "POST")], [took], failed: 0);
    }

    [Fact]
    public void Reports_TimeRecordedBeforeItsRequestIsCounted_NeverGoBelowNothingAndAddUp()
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        RunTotals totals = new(recorder);
        IntervalStatistics statistics = Of(TwoGroups, TimeSpan.Zero);
        GroupRecorder group = recorder.Measured[0];
        Fail(group.Counters, Outcome.ConnectionError);
        List<long> whole = [Record(group, Metric.E2e), Record(group, Metric.E2e)];
        Close(totals, statistics);
        group.Counters.Add(Outcome.Completed);
        group.Counters.Add(Outcome.Completed);
        Fail(group.Counters, Outcome.ConnectionError);
        Close(totals, statistics);

        AssertRow(Sum().Rows[("chat", "POST")], whole, failed: 2);
    }

    [Fact]
    public void Reports_Moments_AreOfTheMastersClock()
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        RunTotals totals = new(recorder);
        IntervalStatistics statistics = Of(TwoGroups, TimeSpan.FromSeconds(-100));
        Close(totals, statistics);
        for (int i = 0; i < 4; i++) recorder.Measured[0].Counters.Add(Outcome.Completed);
        Close(totals, statistics);

        Assert.Equal(1_789_999_900.25, _reports[0].Total.StartTime);
        Assert.Null(_reports[0].Total.LastRequestTimestamp);
        Assert.Empty(_reports[0].Entries);
        Assert.Equal((1_789_999_900.25, 1_789_999_902.25), (_reports[1].Total.StartTime, _reports[1].Total.LastRequestTimestamp));
        Assert.Equal([(1_789_999_901, 3), (1_789_999_902, 1)], _reports[1].Total.PerSecond);
    }

    [Fact]
    public void Reports_NothingMeasured_SayNoTimeInsteadOfZero()
    {
        Close(new RunTotals(new RunRecorder(TwoGroups, recordingThreads: 1)), Of(TwoGroups, TimeSpan.Zero));

        Assert.Equal((null, 0, 0), (_reports[0].Total.MinMs, _reports[0].Total.MaxMs, _reports[0].Total.Requests));
    }

    private static void Fail(CounterSet counters, Outcome outcome, int? status = null)
    {
        counters.Add(outcome);
        counters.Add(Counter.Failed);
        if (status is { } code) counters.AddFailedStatus(code);
        else counters.AddFailure(outcome);
    }

    private IntervalStatistics Of(Scenario scenario, TimeSpan ahead) => new(scenario.Workload, new MasterClock(ahead), Started, _reports.Add);

    private long Record(GroupRecorder group, Metric metric)
    {
        long nanoseconds = 200_000 + _random.NextInt64(30_000_000_000);
        group.Record(metric, nanoseconds);
        return nanoseconds;
    }

    private void Close(RunTotals totals, IntervalStatistics statistics)
    {
        TimeSpan length = TimeSpan.FromSeconds(1);
        IntervalResult interval = totals.Close(_closedUntil, length, statistics);
        statistics.OnInterval(interval);
        _closedUntil += length;
    }

    private MasterTable Sum()
    {
        MasterTable table = new();
        foreach (LocustStatistics report in _reports) table.Add(report);
        return table;
    }

    /// <param name="times">Every time that was recorded, in nanoseconds.</param>
    private static void AssertRow(MasterRow row, List<long> times, long failed)
    {
        Assert.Equal((times.Count + failed, failed, failed), (row.Requests, row.Failures, row.WithoutTime));
        Assert.Equal((times.Count + failed, failed), (row.PerSecond.Values.Sum(), row.FailuresInSeconds));
        Assert.Equal(times.Count, row.Timed);
        Assert.InRange(row.TotalMs, times.Sum() / 1e6 * 0.999, times.Sum() / 1e6 * 1.001);
        Assert.InRange(row.MinMs!.Value, times.Min() / 1e6 * 0.999, times.Min() / 1e6 * 1.001);
        Assert.InRange(row.MaxMs, times.Max() / 1e6 * 0.999, times.Max() / 1e6 * 1.001);
        HistogramSnapshot recorded = new();
        foreach (long time in times) recorded.Record(time);
        foreach (double percentile in (double[])[0.1, 25, 50, 75, 90, 95, 99, 99.9, 100])
        {
            Assert.Equal(Math.Round(recorded.ValueAtPercentile(percentile) / 1e6), row.Percentile(percentile));
        }
    }
}
