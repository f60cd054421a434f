using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Telemetry.Windows;
using HotPath.Soak.Verdicts;
using HotPath.Soak.Verdicts.Alerts;
using Metric = HotPath.Soak.Telemetry.Metric;

namespace HotPath.Soak.Tests.Telemetry.Windows;

/// <summary>A window of a run against a run that had nothing but what is in the window: every figure that is judged on it is the same.</summary>
public sealed class RunWindowTests
{
    private const int Seed = 20_261_122;
    private const int Intervals = 12;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly Scenario TwoGroups = new()
    {
        Name = "x",
        Workload = [new RequestGroup { Name = "short" }, new RequestGroup { Name = "talk", Turns = Distribution.Constant(2) }],
        Retry = new RetrySettings(),
        Goodput = [new GoodputLimit(RequestLatency.E2e, 1_000, MayEqual: true)],
    };

    private static readonly Threshold[] Judged = [.. Limits(null, MetricCatalog.Run), .. Limits("talk", MetricCatalog.Group)];

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(100)] // longer than the run
    public void Figures_AfterEachInterval_AreThoseOfARunOfTheWindowAlone(int length)
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        RunTotals totals = new(recorder);
        RunWindow window = new(recorder, totals, length * Second, Second, [.. Judged.Select(WindowScope.LookOf)]);
        totals.Show(window);
        totals.Begin();

        for (int i = 0; i < Intervals; i++)
        {
            RecordInto(recorder, i);
            window.End(totals.Close(i * Second, Second, Nowhere.Sink));
            RunResult seen = window.Figures(Verdicts.Runs.Sound);

            AssertSame(RunOf(Math.Max(0, i - Math.Min(length, RunWindow.MostSteps) + 1), i), seen, $"after interval {i}, window of {length}, seed {Seed}");
        }
    }

    [Fact]
    public void Figures_WindowOfMoreIntervalsThanSteps_MovesBySeveralAndNeverHoldsMore()
    {
        const int PerStep = 3; // 150 intervals in 50 steps
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        RunTotals totals = new(recorder);
        RunWindow window = new(recorder, totals, 150 * Second, Second, [(null, "ttft")]);
        totals.Show(window);
        totals.Begin();

        for (int i = 0; i < 400; i++)
        {
            recorder.Measured[0].Record(Metric.Ttft, 1_000_000 * (i + 1L));
            window.End(totals.Close(i * Second, Second, Nowhere.Sink));
            LatencySummary seen = window.Figures(Verdicts.Runs.Sound).Latency.Ttft!;

            Assert.Equal(Math.Min(i + 1, 150 - PerStep + 1 + (i % PerStep)), window.Seconds);
            Assert.Equal(window.Seconds, seen.Count);
            Assert.Equal(i + 1, seen.Max!.Value, tolerance: 0.5);
        }
    }

    [Fact]
    public void Figures_Processes_AreThoseOfTheIntervalsInWhichTheyWereRead()
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        RunTotals totals = new(recorder);
        RunWindow window = new(recorder, totals, 3 * Second, Second, []);
        totals.Show(window);
        for (int i = 0; i < 5; i++)
        {
            recorder.Measured[0].Counters.Add(Counter.Events, 1_024);
            IntervalResult interval = totals.Close(i * Second, Second, Nowhere.Sink);
            window.End(interval with
            {
                Generator = new ProcessInterval { CpuPercent = 10 * i, AllocatedMB = 2, Gc = new GcFigures { Gen0 = 1, PauseMs = 5 } },
                Gateway = i == 3 ? new ProcessInterval { CpuPercent = 7 } : null,
            });
        }

        RunResult seen = window.Figures(Verdicts.Runs.Sound);

        Assert.Equal((30, 3, 15, 0.5), (seen.Generator!.CpuPercent, seen.Generator.Gc.Gen0, seen.Generator.Gc.PauseMs, seen.Generator.Gc.PausePercent));
        Assert.Equal(2 * 1_024, seen.Generator.AllocatedBytesPerEvent);
        Assert.Equal(7, seen.Gateway!.CpuPercent);
    }

    [Fact]
    public void Figures_GroupOrLatencyThatNobodyLooksAt_IsNotThere()
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        RunTotals totals = new(recorder);
        RunWindow window = new(recorder, totals, 3 * Second, Second, [(null, "ttft")]);
        totals.Show(window);
        RecordInto(recorder, 0);
        window.End(totals.Close(TimeSpan.Zero, Second, Nowhere.Sink));

        RunResult seen = window.Figures(Verdicts.Runs.Sound);

        Assert.NotNull(seen.Latency.Ttft);
        Assert.Null(seen.Latency.E2e);
        Assert.Empty(seen.Groups);
    }

    private static RunResult RunOf(int first, int last)
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        RunTotals totals = new(recorder);
        totals.Begin();
        for (int i = first; i <= last; i++) RecordInto(recorder, i);
        TimeSpan length = (last - first + 1) * Second;
        totals.Close(TimeSpan.Zero, length, Nowhere.Sink);
        return totals.AddTo(Verdicts.Runs.Sound, length);
    }

    private static void RecordInto(RunRecorder recorder, int interval)
    {
        Random random = new(Seed + interval);
        foreach (GroupRecorder group in recorder.Measured)
        {
            foreach (Counter counter in Enum.GetValues<Counter>()) group.Counters.Add(counter, random.Next(1, 5));
            int finished = random.Next(1, 20);
            for (int i = 0; i < finished; i++) group.Counters.Add((Outcome)random.Next(Enum.GetValues<Outcome>().Length));
            foreach (int status in (int[])[200, 429, 500]) group.Counters.AddStatus(status);

            // All that is due ends: a share of what was due and one of what ended are then the same.
            long due = group.Counters.Finished + group.Counters[Counter.NotStarted];
            group.Counters.Add(Counter.Scheduled, due - group.Counters[Counter.Scheduled]);
            foreach (Metric metric in Enum.GetValues<Metric>())
            {
                for (int i = random.Next(1, 40); i > 0; i--) group.Record(metric, random.NextInt64(1, 5_000_000_000));
            }
        }
    }

    private static void AssertSame(RunResult expected, RunResult seen, string when)
    {
        foreach (Threshold limit in Judged.Where(limit => !limit.Metric.StartsWith("generator.", StringComparison.Ordinal) && !limit.Metric.StartsWith("gateway.", StringComparison.Ordinal)))
        {
            ThresholdResult wanted = ThresholdEvaluator.Evaluate(limit, expected);
            ThresholdResult found = ThresholdEvaluator.Evaluate(limit, seen);

            Assert.NotNull(wanted.Actual);
            Assert.True(found.Actual is { } actual && Math.Abs(actual - wanted.Actual.Value) <= 1e-9 * Math.Abs(wanted.Actual.Value), $"{limit.Expression} is {found.Actual}, not {wanted.Actual}, {when}");
        }
    }

    private static IEnumerable<Threshold> Limits(string? group, MetricCatalog catalog) => catalog.Names
        .Concat(["requests.byStatus.429", "requests.byOutcome.timeout"])
        .Select(name => catalog.Find(name)!)
        .Select(metric => new Threshold($"{group}.{metric.Name}", group, metric.Name, Comparison.Below, 1, new HotPath.Soak.Verdicts.LimitUnit("", 1, 1)))
        .Where(WindowScope.Judges);

    private sealed class Nowhere : IIntervalSink
    {
        public static readonly Nowhere Sink = new();

        public void OnLatency(Metric metric, TimeSpan start, TimeSpan length, HistogramSnapshot interval)
        {
        }

        public void OnInterval(IntervalResult interval)
        {
        }
    }
}
