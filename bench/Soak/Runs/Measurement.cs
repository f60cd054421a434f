using HotPath.Analysis.Results;
using HotPath.Soak.Load;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Telemetry.Watching;

namespace HotPath.Soak.Runs;

/// <summary>Follows one load through its measured time and its drain, and writes down each interval.</summary>
internal sealed class Measurement
{
    private readonly LoadEngine _engine;
    private readonly RunRecorder _recorder;
    private readonly ResultFolder _folder;
    private readonly StatsPage? _gateway;
    private readonly WatchList _watched;
    private readonly RunTotals _totals;
    private readonly Task? _budgetSpent; // null: the run may cost what it does
    private readonly TimeProvider _time;
    private Task _load = Task.CompletedTask;

    /// <param name="gateway">The page of a simulated gateway; null: the target is none.</param>
    /// <param name="watched">Begun here, with the measured time.</param>
    public Measurement(
        LoadEngine engine,
        RunRecorder recorder,
        ResultFolder folder,
        StatsPage? gateway,
        WatchList watched,
        TimeProvider time)
    {
        _engine = engine;
        _recorder = recorder;
        _folder = folder;
        _gateway = gateway;
        _watched = watched;
        _totals = new RunTotals(recorder);
        _budgetSpent = recorder.Budget?.Reached;
        _time = time;
    }

    /// <summary>What an earlier part of the run has recorded; null: there is none.</summary>
    public EarlierPart? Earlier { get; init; }

    /// <summary>Who leads the users, and is told of each interval; null: nobody does.</summary>
    public Lead? Lead { get; init; }

    public RunTotals Totals => _totals;

    /// <summary>Each interval, with the run so far; on the sampler's thread.</summary>
    public event Action<IntervalResult, RunResult>? IntervalClosed;

    /// <param name="gatewayEnded">Ends when the embedded gateway's process does, and the load with it; null: there is none.</param>
    /// <exception cref="RunBrokenException">Results can no longer be written.</exception>
    public async Task<RunResult> FollowAsync(
        RunResult begun, LoadSettings planned, Action draining, Task? gatewayEnded, CancellationToken stop, CancellationToken abandon)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task load = _load = _engine.RunAsync(_totals.BeginRates, () => End(draining), ending.Token, abandon);
        Task<RunResult> measuring = MeasureAsync(begun, planned, load);

        IEnumerable<Task> ends = new[] { load, measuring, gatewayEnded, _budgetSpent }.OfType<Task>();
        Task first = await Task.WhenAny(ends).ConfigureAwait(false);
        if (first != load) await ending.CancelAsync().ConfigureAwait(false); // nothing is left to load, to write to, or to pay with

        await ((Task)measuring).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it writes until the load has ended, and is awaited for its result below
        await load.ConfigureAwait(false);
        try
        {
            return await measuring.ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is ResultFolderException or IOException or UnauthorizedAccessException)
        {
            throw RunBrokenException.CannotWrite(_folder.Path, problem);
        }
    }

    private async Task<RunResult> MeasureAsync(RunResult begun, LoadSettings planned, Task load)
    {
        Task warm = Task.WhenAny(_engine.MeasuredFrom, load);
        FullCollections collections = new(planned.Duration, () => _gateway?.RequestCollectionAsync() ?? Task.CompletedTask);
        Task collected = CollectBeforeAsync(planned.WarmUp, warm, collections);
        using (IntervalRehearsal rehearsal = new(_recorder, begun, _time)) await rehearsal.RunAsync(planned.WarmUp, warm).ConfigureAwait(false);

        await warm.ConfigureAwait(false);
        await collected.ConfigureAwait(false);
        if (!_engine.MeasuredFrom.IsCompletedSuccessfully) return Earlier?.Run ?? _totals.AddTo(begun, TimeSpan.Zero); // ended in the warm-up

        Earlier?.AddTo(_totals);
        _totals.Begin();
        _watched.Begin();
        ProcessSample generator = ProcessSample.Read();
        long measuredFrom = await _engine.MeasuredFrom.ConfigureAwait(false);
        begun = begun with { StartedAt = _time.GetUtcNow() };
        ProcessSample? gateway = await GatewaySampleAsync().ConfigureAwait(false);
        GatewayPacing? pacing = await GatewayPacingAsync().ConfigureAwait(false);

        IntervalSampler? sampler = null;
        using RunFiles files = new(_folder, Earlier?.Run.StartedAt ?? begun.StartedAt, begun.Scenario, _recorder.GroupNames.Count, interval =>
        {
            TimeSpan measured = _engine.Measured > TimeSpan.Zero ? _engine.Measured : sampler!.ClosedUntil - Behind; // what drains is not measured time
            RunResult soFar = WithFigures(begun, sampler!, measured, atTheEnd: false);
            _folder.WriteRun(soFar);
            IntervalClosed?.Invoke(interval, soFar);
        });
        IIntervalSink sink = Lead is null ? files : new IntervalSinks(Lead.Begin(begun.StartedAt), files);
        sampler = new IntervalSampler(_totals, sink, GatewaySampleAsync, (generator, gateway), measuredFrom, IntervalLength.Of(planned), _watched, _time, Behind)
        {
            Collections = collections,
            AtOnce = Lead?.AtOnce ?? CancellationToken.None,
        };
        await sampler.RunUntilAsync(load).ConfigureAwait(false);
        Lead?.AllSaid();
        RunResult run = WithFigures(begun, sampler, _engine.Measured, atTheEnd: true);
        return pacing is null || run.Gateway is null || run.GatewayRestarts > 0
            ? run
            : run with { Gateway = run.Gateway with { Pacing = (await GatewayPacingAsync().ConfigureAwait(false))?.Since(pacing) } };
    }

    private TimeSpan Behind => Earlier?.Start.Elapsed ?? TimeSpan.Zero;

    /// <summary>At the end of the warm-up, so that nothing it left behind is collected in the measured time, and early enough to be over by then.</summary>
    private async Task CollectBeforeAsync(TimeSpan warmUp, Task warm, FullCollections collections)
    {
        if (warmUp <= TimeSpan.Zero) return; // the collection would pause what is measured

        await Task.WhenAny(Task.Delay(warmUp * 15 / 16, _time), warm).ConfigureAwait(false);
        await collections.RequestAsync().ConfigureAwait(false);
    }

    private Task<ProcessSample?> GatewaySampleAsync() => _gateway?.TryReadProcessAsync() ?? Task.FromResult<ProcessSample?>(null);

    private Task<GatewayPacing?> GatewayPacingAsync() => _gateway?.TryReadPacingAsync() ?? Task.FromResult<GatewayPacing?>(null);

    private void End(Action draining)
    {
        _totals.End();
        draining();
    }

    private RunResult WithFigures(RunResult begun, IntervalSampler sampler, TimeSpan measured, bool atTheEnd)
    {
        (ProcessFigures generator, ProcessFigures? gateway) = sampler.Figures(atTheEnd);
        RunResult totals = _totals.AddTo(begun, measured);
        RunResult since = totals with
        {
            Tls = TransportFigures.WithShare(totals.Tls, generator, sampler.ClosedUntil - Behind),
            DurationSeconds = measured.TotalSeconds,
            RecordedSeconds = (sampler.ClosedUntil - Behind).TotalSeconds,
            GatewayRestarts = _gateway?.Restarts,
            Generator = generator,
            Gateway = gateway is null ? null : new GatewayFigures(gateway),
            Watched = sampler.WatchedFigures(atTheEnd),
            Telemetry = sampler.Telemetry,
            Worker = Lead is null ? null : Lead.Figures with { TestEnded = _load.IsCompleted },
        };
        return Earlier is null ? since : Earlier.With(since, begun.StartedAt);
    }
}
