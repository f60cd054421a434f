using HotPath.Analysis.Results;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using Metric = HotPath.Soak.Telemetry.Metric;

namespace HotPath.Soak.Tests.Distributed.Merging;

/// <summary>A worker whose time is driven and whose requests are given: between its recorders and its files is what a run uses.</summary>
internal sealed class WorkerBench : IDisposable
{
    private readonly RunRecorder _recorder;
    private readonly RunTotals _totals;
    private readonly ResultFolder _folder;
    private readonly RunFiles _files;
    private readonly RunResult _begun;
    private TimeSpan _closedUntil;
    private IntervalResult? _closed;

    /// <param name="node">Of the folder, too; null: it is no worker's.</param>
    public WorkerBench(string parent, string? node, Scenario scenario, DateTimeOffset? startedAt = null, double clockOffsetSeconds = 0)
    {
        _recorder = new RunRecorder(scenario, recordingThreads: 1);
        _begun = new RunResult
        {
            Id = $"20261122T040000Z-{scenario.Name}",
            Scenario = scenario.Name,
            Seed = 1,
            StartedAt = startedAt ?? DateTimeOffset.UnixEpoch,
            DurationSeconds = 0,
            RecordedSeconds = 0,
            Topology = "distributed",
            Environment = EnvironmentReading.Read("http://gateway/v1", "worker"),
            Worker = node is null ? null : new WorkerFigures { Master = "master:5557", Node = node, MostUsers = 10, ClockOffsetSeconds = clockOffsetSeconds },
        };
        _folder = ResultFolder.Create(System.IO.Path.Combine(parent, node ?? "alone"));
        _folder.WriteRun(_begun);
        _folder.WriteScenario(ScenarioWriter.Write(scenario));
        _files = new RunFiles(_folder, _begun.StartedAt, scenario.Name, scenario.Workload.Count, interval => _closed = interval);
        _totals = new RunTotals(_recorder);
        _totals.Begin();
        Current = _begun;
    }

    public string Path => _folder.Path;

    /// <summary>As it was written last.</summary>
    public RunResult Current { get; private set; }

    public IntervalResult LastInterval => _closed!;

    public RunRecorder Recorder => _recorder;

    public void Record(GivenRequest request)
    {
        GroupRecorder group = _recorder.Measured[request.Group];
        group.Counters.Add(Counter.Scheduled);
        group.Counters.Add(Counter.Started);
        group.Counters.Add(request.Outcome);
        group.Counters.AddStatus(request.Status);
        group.Counters.Add(Counter.StreamsOpened);
        group.Counters.Add(Counter.Tokens, request.Tokens);
        group.Counters.Add(Counter.Events, request.Tokens + 2);
        group.Counters.Add(Counter.Bytes, request.Tokens * 150);
        group.Counters.Add(request.Outcome is Outcome.Completed ? Counter.Verified : Counter.Failed);
        foreach ((Metric metric, long nanoseconds) in request.Latencies) group.Record(metric, nanoseconds);
    }

    /// <summary>Ends an interval, and leaves the run as a killed process would.</summary>
    public void Close(double seconds = 1, ProcessFigures? generator = null)
    {
        TimeSpan length = TimeSpan.FromSeconds(seconds);
        IntervalResult interval = _totals.Close(_closedUntil, length, _files);
        _closedUntil += length;
        ProcessFigures process = generator ?? new ProcessFigures();
        _files.OnInterval(interval with { Generator = new ProcessInterval { CpuPercent = process.CpuPercent, RssMB = process.RssPeakMB } });
        Current = _totals.AddTo(_begun, _closedUntil) with { DurationSeconds = _closedUntil.TotalSeconds, RecordedSeconds = _closedUntil.TotalSeconds, Generator = process };
        _folder.WriteRun(Current);
    }

    /// <summary>Ends the run in order.</summary>
    /// <param name="verdict">Of its own part.</param>
    public void End(string verdict = "pass", params string[] reasons)
    {
        int code = verdict switch { "pass" => 0, "fail" => 1, _ => 3 };
        Write(run => run with { Complete = true, Verdict = verdict, ExitCode = code, Reasons = reasons });
    }

    /// <summary>Writes <c>run.json</c> once more, changed.</summary>
    public void Write(Func<RunResult, RunResult> change) => _folder.WriteRun(Current = change(Current));

    public void Tell(RunEvent happened)
    {
        using RunEventLog events = new(Path);
        events.Append(happened);
    }

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }
}
