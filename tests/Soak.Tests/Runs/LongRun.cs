using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Dashboard;
using HotPath.Soak.Machine;
using HotPath.Soak.Reports;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Telemetry.Watching;
using HotPath.Soak.Tests.Gateway;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Runs;

/// <summary>
/// A run whose time is driven: everything between the recorders and the report is what a run uses, the load alone is not there. Each interval
/// is a second long; its latencies are drawn from its number.
/// </summary>
internal sealed class LongRun : IDisposable
{
    private const int RequestsEach = 7;

    private static readonly Scenario Scenario = new()
    {
        Name = "long",
        Load = new OpenLoad { Stages = [new RateStage(TimeSpan.FromDays(30), RequestsEach, RequestsEach)] },
        Workload = [new RequestGroup { Name = "chat" }],
    };

    private readonly RunRecorder _recorder = new(Scenario, recordingThreads: 1);
    private readonly HandClock _clock = new();
    private readonly RunFeed _feed = new(LiveEvent.Render);
    private readonly ResultFolder _folder;
    private readonly RunTotals _totals;
    private readonly RunFiles _files;
    private readonly IntervalSampler _sampler;
    private RunResult _soFar;

    public LongRun(string folder, long mostFileBytes)
    {
        _folder = ResultFolder.Create(folder, mostFileBytes);
        _soFar = Begun;
        _folder.WriteRun(_soFar);
        _folder.WriteScenario(ScenarioWriter.Write(Scenario));
        _totals = new RunTotals(_recorder);
        _totals.Begin();
        _files = new RunFiles(_folder, Begun.StartedAt, Begun.Scenario, groups: 1, Publish);
        _sampler = new IntervalSampler(_totals, _files, GatewayAsync, (ProcessSample.Read(), default(ProcessSample)), _clock.GetTimestamp(), TimeSpan.FromSeconds(1), WatchList.Empty, _clock);
    }

    /// <summary>Every value that was recorded as time to first token.</summary>
    public HistogramSnapshot Ttft { get; } = new();

    public long Intervals { get; private set; }

    public long Requests => Intervals * RequestsEach;

    public async Task RunUntilAsync(long intervals)
    {
        for (; Intervals < intervals; Intervals++)
        {
            for (int request = 0; request < RequestsEach; request++) Record(10_000_000 + (((Intervals * 7_919) + (request * 104_729)) % 90_000_000));
            _clock.Move(1_000_000_000);
            await _sampler.CloseAsync();
        }
    }

    /// <summary>What the run keeps for as long as it goes on, in bytes.</summary>
    public static long LiveHeap()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }

    /// <summary>Ends the run as a run is ended, and reports it.</summary>
    public RecordedRun End()
    {
        _files.Dispose();
        RecordedRun recorded = ResultReader.Read(_folder.Path);
        RunResult run = CourseAnalysis.AddTo(_soFar, Scenario, recorded) with { Complete = true, Verdict = "pass", ExitCode = 0 };
        _folder.WriteRun(run);
        RunReports.WriteAll(_folder, recorded with { Run = run });
        return ResultReader.Read(_folder.Path);
    }

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }

    private static RunResult Begun { get; } = new()
    {
        Id = "20261121T000000Z-long",
        Scenario = Scenario.Name,
        Seed = 1,
        StartedAt = DateTimeOffset.UnixEpoch,
        DurationSeconds = 0,
        Topology = "embedded",
        Environment = EnvironmentReading.Read(target: null, command: "run"),
    };

    private void Record(long nanoseconds)
    {
        GroupRecorder group = _recorder.Measured[0];
        group.Counters.Add(Counter.Scheduled);
        group.Counters.Add(Counter.Started);
        group.Counters.Add(Outcome.Completed);
        group.Counters.AddStatus(200);
        group.Record(HotPath.Soak.Telemetry.Metric.Ttft, nanoseconds);
        Ttft.Record(nanoseconds);
    }

    private void Publish(IntervalResult interval)
    {
        (ProcessFigures generator, ProcessFigures? gateway) = _sampler.Figures(atTheEnd: false);
        _soFar = _totals.AddTo(Begun, _sampler.ClosedUntil) with
        {
            DurationSeconds = _sampler.ClosedUntil.TotalSeconds,
            RecordedSeconds = _sampler.ClosedUntil.TotalSeconds,
            Generator = generator,
            Gateway = gateway is null ? null : new GatewayFigures(gateway),
        };
        _folder.WriteRun(_soFar);
        _feed.Interval(interval, _soFar, GeneratorTroubles.None);
    }

    private Task<ProcessSample?> GatewayAsync() => Task.FromResult<ProcessSample?>(new ProcessSample { CpuMs = Intervals, RssBytes = 50 << 20, HeapBytes = 10 << 20 });
}
