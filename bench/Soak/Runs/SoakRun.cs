using HotPath.Analysis.Results;
using HotPath.Soak.Dashboard;
using HotPath.Soak.Load;
using HotPath.Soak.Machine;
using HotPath.Soak.Outputs;
using HotPath.Soak.Outputs.Influx;
using HotPath.Soak.Reports;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Telemetry.Watching;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Runs;

/// <summary>One run from start to verdict: the order of things, nothing else.</summary>
internal sealed class SoakRun
{
    /// <summary>The pacer, the alarm clock of users and conversations, one engine thread a processor, and one to spare.</summary>
    private static readonly int RecordingThreads = Environment.ProcessorCount + 3;

    private readonly RunRequest _request;
    private readonly Threshold[] _thresholds;
    private readonly IRunProgress _progress;
    private readonly RunFeed _feed;
    private readonly TimeProvider _time;
    private readonly HashSet<NearLimit> _told = [];
    private RunResult? _current;

    public SoakRun(RunRequest request, IRunProgress progress, RunFeed feed, TimeProvider time)
    {
        string[] groups = [.. request.Scenario.Workload.Select(group => group.Name)];
        _thresholds = [.. request.Scenario.Thresholds.Select(text => ThresholdParser.Parse(text, groups).Threshold!)]; // checked by the reader
        _request = request;
        _progress = progress;
        _feed = feed;
        _time = time;
    }

    /// <summary>The figures so far; null before the measured time. Any thread.</summary>
    public RunResult? Current => Volatile.Read(ref _current);

    /// <summary>What the scenario's teardown could not take back, as sentences; known when the run is over.</summary>
    public IReadOnlyList<string> NotUndone { get; private set; } = [];

    /// <param name="stop">No new requests; the run is judged on what there was.</param>
    /// <param name="abandon">Answers in flight are not waited for.</param>
    /// <exception cref="RunRefusedException">The target cannot be reached or spoken to, refuses the key, or could not be set up; nothing was written.</exception>
    /// <exception cref="ResultFolderException">The folder cannot be used; nothing was written.</exception>
    /// <exception cref="RunBrokenException">What was measured can no longer be written; the load was ended.</exception>
    public async Task<RunResult> RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        try
        {
            return await RunToVerdictAsync(stop, abandon).ConfigureAwait(false);
        }
        finally
        {
            _feed.Left();
        }
    }

    private async Task<RunResult> RunToVerdictAsync(CancellationToken stop, CancellationToken abandon)
    {
        Scenario scenario = _request.Scenario;
        await using GatewayProcess? gateway = scenario.Url is null
            ? await GatewayProcess.StartAsync(scenario, stop).ConfigureAwait(false)
            : null;
        Uri api = gateway?.Api ?? scenario.Url!;
        using GatewayRules rules = new(ScenarioSecrets.Resolve(scenario), api, TargetTls.Settings(api, scenario.Target.Tls, gateway?.CaFile));
        try
        {
            await rules.MakeAsync(stop).ConfigureAwait(false);
            return await RunAgainstAsync(scenario, api, gateway, stop, abandon).ConfigureAwait(false);
        }
        finally
        {
            NotUndone = await rules.UndoAsync(abandon).ConfigureAwait(false);
        }
    }

    private async Task<RunResult> RunAgainstAsync(Scenario scenario, Uri api, GatewayProcess? gateway, CancellationToken stop, CancellationToken abandon)
    {
        Target target = await TargetProbe.FindAsync(api, scenario.Target, gateway?.CaFile, stop).ConfigureAwait(false);

        (scenario, ModelList? models) = await AskAsync(scenario, target, stop).ConfigureAwait(false);

        RunResult begun = Begin(gateway is null ? api : null) with { ModelsListed = models?.Names.Count };
        using ResultFolder folder = OpenFolder(begun, scenario);
        scenario = scenario with { Load = _request.Load }; // what is written is the scenario as it was given
        RunIntroduction introduction = Introduction(begun, gateway is null ? api.ToString() : $"embedded gateway at {api}");
        _progress.Started(introduction);
        _feed.Started(introduction, _thresholds);
        using CancellationTokenRegistration told = stop.Register(_feed.Stopping);

        using StatsPage stats = new(target, scenario.Target, abandon);
        GatewayStats? before = await stats.TryReadCountsAsync().ConfigureAwait(false);
        RunRecorder recorder = new(scenario, RecordingThreads);
        Scenario resolved = ScenarioSecrets.Resolve(scenario);
        if (_request.Earlier is { } earlier) resolved = resolved with { Load = earlier.Start.RestOf(scenario.Load) };
        using LoadEngine engine = new(resolved, target, _request.Seed, recorder, _time);
        _progress.WarmingUp();
        _feed.WarmingUp();

        // Who has no counts to compare is no simulated gateway, and is not asked again.
        using WatchList watched = WatchList.Start(_request.Watched);
        Measurement measurement = new(engine, recorder, folder, before is null ? null : stats, watched, _time) { Earlier = _request.Earlier, Lead = _request.Lead };
        await using OutputSet outputs = OutputsOf(scenario, begun);
        using RunEvents events = new(folder.Path, _progress, _feed, outputs);
        AlertWatch alerts = new(scenario, _thresholds, recorder, measurement.Totals, events.Tell, _time);
        CourseEvents course = new(events.Tell, _time);
        measurement.IntervalClosed += (interval, soFar) =>
        {
            course.Interval(interval, soFar);
            alerts.Interval(interval, soFar);
            foreach (LimitCaution caution in LimitAudit.Cautions(soFar.Connections).Where(caution => _told.Add(caution.Limit))) events.Tell(EventOf(caution, interval));
            Publish(interval, soFar, TroublesOf(engine), alerts.States, measurement.Totals.Buckets());
            outputs.Tell(soFar, interval);
            _request.Lead?.SendFiles(folder);
        };
        RunResult run = await measurement.FollowAsync(
            begun, scenario.Load, () => Drain(recorder, alerts), gateway?.Ended, stop, abandon).ConfigureAwait(false);
        run = await outputs.FinishAsync(run with { Alerts = _thresholds.Length == 0 ? null : alerts.Figures() }).ConfigureAwait(false);
        run = run with { Integrity = await CompareAsync(run.Integrity, before, stats, recorder).ConfigureAwait(false) };

        RecordedRun recorded = ResultReader.Read(folder.Path);
        run = CourseAnalysis.AddTo(run, scenario, recorded);
        run = Judge(run with { Complete = true, StoppedEarly = engine.StoppedEarly }, engine);
        Volatile.Write(ref _current, run);
        folder.WriteRun(run);
        _request.Lead?.SendFiles(folder);
        _feed.Judged(run);
        RunReports.WriteAll(folder, recorded with { Run = run });
        return run;
    }

    private ResultFolder OpenFolder(RunResult begun, Scenario scenario)
    {
        if (_request.Earlier is { } earlier) return ResultFolder.Resume(_request.Folder, earlier.Run, _request.MostFileBytes);

        ResultFolder folder = ResultFolder.Create(_request.Folder, _request.MostFileBytes);
        try
        {
            folder.WriteRun(begun); // first: a folder with a run in it can be reported, whenever its process is killed
            folder.WriteScenario(ScenarioWriter.Write(scenario));
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private RunEvent EventOf(LimitCaution caution, IntervalResult interval) => new()
    {
        At = _time.GetUtcNow(),
        ElapsedSeconds = interval.StartSeconds + interval.LengthSeconds,
        Kind = RunEventKind.LimitNear,
        Text = caution.Text,
    };

    /// <summary>What must be known of the target before the run: whether it can be spoken to and lets the keys in, and its models where the scenario asks for those.</summary>
    private static async Task<(Scenario Scenario, ModelList? Models)> AskAsync(Scenario scenario, Target target, CancellationToken stop)
    {
        if (scenario.Url is not null) await HandshakeCheck.RunAsync(target, scenario.Target, stop).ConfigureAwait(false);

        using OwnRequests own = new(ScenarioSecrets.Resolve(scenario), target);
        ModelList? models = scenario.Url is null ? null : await KeyCheck.RunAsync(ScenarioSecrets.Resolve(scenario), target, own, stop).ConfigureAwait(false);
        if (!scenario.Workload.Any(group => group.Catalogue is not null)) return (scenario, models);

        models ??= ModelList.TryRead(await own.ModelsAsync(tenant: 0, stop).ConfigureAwait(false));
        return (ModelList.Resolve(scenario, target.Url, models), models);
    }

    private void Publish(
        IntervalResult interval, RunResult soFar, GeneratorTroubles troubles, IReadOnlyList<(string Expression, bool IsFiring)> alerts, IReadOnlyList<LatencyBuckets> buckets)
    {
        Volatile.Write(ref _current, soFar);
        _progress.Interval(interval);
        _feed.Interval(interval, soFar, troubles, alerts, buckets);
    }

    private async ValueTask<IntegrityFigures> CompareAsync(IntegrityFigures integrity, GatewayStats? before, StatsPage stats, RunRecorder recorder)
    {
        GatewayStats? after = before is null || IsPartOfALoad ? null : await stats.TryReadCountsAtRestAsync().ConfigureAwait(false);
        if (before is null) return integrity;
        if (IsPartOfALoad) return integrity with { NotCompared = "the gateway's counts were not compared: a worker sees its own part of the load alone" };
        if (after is null) return integrity with { NotCompared = "the gateway could not be asked for its counts at the end" };
        if (stats.Restarts > 0) return integrity with { NotCompared = "the gateway's counts were not compared: it was started again in mid-run, and what it had counted before is lost" };

        IReadOnlyList<string> differences = GatewayAgreement.Differences(before, after, _request.Scenario.Workload, recorder);
        return integrity with { GatewayAgrees = differences.Count == 0, Differences = differences };
    }

    /// <summary>Whether others may load the same gateway; one of our own is ours alone.</summary>
    private bool IsPartOfALoad => _request is { Lead: not null, Scenario.Url: not null };

    private RunResult Judge(RunResult run, LoadEngine engine)
    {
        RunJudgement judgement = RunVerdict.Judge(run, _thresholds, [.. GeneratorAudit.Findings(run, TroublesOf(engine)), .. GatewayAudit.Findings(run)]);
        return run with
        {
            Verdict = judgement.Verdict,
            ExitCode = judgement.ExitCode,
            Reasons = judgement.Reasons,
            Thresholds = judgement.Thresholds,
        };
    }

    private static GeneratorTroubles TroublesOf(LoadEngine engine) => new()
    {
        StrayExceptions = [.. engine.Limits.Faults],
        OutOfSockets = engine.Limits.OutOfSockets,
        OutOfFileDescriptors = engine.Limits.OutOfFileDescriptors,
    };

    private static OutputSet OutputsOf(Scenario scenario, RunResult run) => new(
        run,
        scenario.Alerts.Webhook is { } webhook && OutputUrl.TryResolve(webhook, out Uri? url) ? new Webhook(url, run) : null,
        scenario.Influx is { } influx && OutputUrl.TryResolve(influx.Url, out Uri? database) ? new InfluxWriter(database, ScenarioSecrets.TokenOf(influx)) : null);

    private void Drain(RunRecorder recorder, AlertWatch alerts)
    {
        alerts.Draining();
        _progress.Draining(recorder.OpenStreams.Now);
        _feed.Draining();
    }

    private RunResult Begin(Uri? target) => new()
    {
        Id = _request.Id,
        Scenario = _request.Scenario.Name,
        Seed = _request.Seed,
        PlannedRequests = _request.Scenario.Load.MostRequests,
        StartedAt = _time.GetUtcNow(),
        DurationSeconds = 0,
        RecordedSeconds = 0,
        Topology = _request.Lead is not null ? "distributed" : target is null ? "embedded" : "target",
        Worker = _request.Lead?.Figures,
        Environment = EnvironmentReading.Read(target?.ToString(), _request.Command),
    };

    private RunIntroduction Introduction(RunResult run, string target) => new(
        run.Scenario, run.Id, target, LoadText.Of(_request.Load), _request.Load.WarmUp, _request.Load.Planned, _request.Folder)
    {
        GarbageCollector = run.Environment.GarbageCollector,
        LivePage = _request.LivePage,
        Cautions = MachineCheck.Cautions(_request.Scenario, MachineState.Read()),
    };
}
