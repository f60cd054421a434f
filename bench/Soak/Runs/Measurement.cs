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
    private readonly Func<Task<ProcessSample?>> _gatewaySample;
    private readonly Func<Task<GatewayPacing?>> _gatewayPacing;
    private readonly Func<long?> _gatewayRestarts;
    private readonly Func<Task> _gatewayCollection;
    private readonly WatchList _watched;
    private readonly RunTotals _totals;
    private readonly Task? _budgetSpent; // null: the run may cost what it does
    private readonly TimeProvider _time;

    /// <param name="gatewaySample">What the gateway's process has used; null when it cannot be read.</param>
    /// <param name="gatewayPacing">How the gateway kept its schedule since its start; null when it cannot be read.</param>
    /// <param name="gatewayRestarts">How often it was found to be another process; null when it cannot be read.</param>
    /// <param name="gatewayCollection">Requests a full collection of the gateway, where it takes such orders.</param>
    /// <param name="watched">Begun here, with the measured time.</param>
    public Measurement(
        LoadEngine engine,
        RunRecorder recorder,
        ResultFolder folder,
        Func<Task<ProcessSample?>> gatewaySample,
        Func<Task<GatewayPacing?>> gatewayPacing,
        Func<long?> gatewayRestarts,
        Func<Task> gatewayCollection,
        WatchList watched,
        TimeProvider time)
    {
        _engine = engine;
        _recorder = recorder;
        _folder = folder;
        _gatewaySample = gatewaySample;
        _gatewayPacing = gatewayPacing;
        _gatewayRestarts = gatewayRestarts;
        _gatewayCollection = gatewayCollection;
        _watched = watched;
        _totals = new RunTotals(recorder);
        _budgetSpent = recorder.Budget?.Reached;
        _time = time;
    }

    public RunTotals Totals => _totals;

    /// <summary>Each interval, with the run so far; on the sampler's thread.</summary>
    public event Action<IntervalResult, RunResult>? IntervalClosed;

    /// <param name="gatewayEnded">Ends when the embedded gateway's process does, and the load with it; null: there is none.</param>
    /// <exception cref="RunBrokenException">Results can no longer be written.</exception>
    public async Task<RunResult> FollowAsync(
        RunResult begun, LoadSettings planned, Action draining, Task? gatewayEnded, CancellationToken stop, CancellationToken abandon)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task load = _engine.RunAsync(() => End(draining), ending.Token, abandon);
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
        FullCollections collections = new(planned.Duration, _gatewayCollection);
        Task collected = CollectBeforeAsync(planned.WarmUp, warm, collections);
        using (IntervalRehearsal rehearsal = new(_recorder, begun, _time)) await rehearsal.RunAsync(planned.WarmUp, warm).ConfigureAwait(false);

        await warm.ConfigureAwait(false);
        await collected.ConfigureAwait(false);
        if (!_engine.MeasuredFrom.IsCompletedSuccessfully) return _totals.AddTo(begun, TimeSpan.Zero); // ended in the warm-up

        _totals.Begin();
        _watched.Begin();
        ProcessSample generator = ProcessSample.Read();
        long measuredFrom = await _engine.MeasuredFrom.ConfigureAwait(false);
        begun = begun with { StartedAt = _time.GetUtcNow() };
        ProcessSample? gateway = await _gatewaySample().ConfigureAwait(false);
        GatewayPacing? pacing = await _gatewayPacing().ConfigureAwait(false);

        IntervalSampler? sampler = null;
        using RunFiles files = new(_folder, begun.StartedAt, begun.Scenario, interval =>
        {
            TimeSpan measured = _engine.Measured > TimeSpan.Zero ? _engine.Measured : sampler!.ClosedUntil; // what drains is not measured time
            RunResult soFar = WithFigures(begun, sampler!, measured, withTrends: false);
            _folder.WriteRun(soFar);
            IntervalClosed?.Invoke(interval, soFar);
        });
        sampler = new IntervalSampler(_totals, files, _gatewaySample, (generator, gateway), measuredFrom, IntervalLength.Of(planned), _watched, _time) { Collections = collections };
        await sampler.RunUntilAsync(load).ConfigureAwait(false);
        RunResult run = WithFigures(begun, sampler, _engine.Measured, withTrends: true);
        return pacing is null || run.Gateway is null || run.GatewayRestarts > 0
            ? run
            : run with { Gateway = run.Gateway with { Pacing = (await _gatewayPacing().ConfigureAwait(false))?.Since(pacing) } };
    }

    /// <summary>At the end of the warm-up, so that nothing it left behind is collected in the measured time, and early enough to be over by then.</summary>
    private async Task CollectBeforeAsync(TimeSpan warmUp, Task warm, FullCollections collections)
    {
        if (warmUp <= TimeSpan.Zero) return; // the collection would pause what is measured

        await Task.WhenAny(Task.Delay(warmUp * 15 / 16, _time), warm).ConfigureAwait(false);
        await collections.RequestAsync().ConfigureAwait(false);
    }

    private void End(Action draining)
    {
        _totals.End();
        draining();
    }

    private RunResult WithFigures(RunResult begun, IntervalSampler sampler, TimeSpan measured, bool withTrends)
    {
        (ProcessFigures generator, ProcessFigures? gateway) = sampler.Figures(withTrends);
        RunResult run = _totals.AddTo(begun, measured);
        return run with
        {
            Tls = TransportFigures.WithShare(run.Tls, generator, sampler.ClosedUntil),
            DurationSeconds = measured.TotalSeconds,
            RecordedSeconds = sampler.ClosedUntil.TotalSeconds,
            GatewayRestarts = _gatewayRestarts(),
            Generator = generator,
            Gateway = gateway is null ? null : new GatewayFigures(gateway),
            Watched = sampler.WatchedFigures(withTrends),
            Telemetry = sampler.Telemetry,
        };
    }
}
