using HotPath.Analysis.Results;
using HotPath.Soak.Machine;
using HotPath.Soak.Telemetry.Watching;

namespace HotPath.Soak.Telemetry;

/// <summary>Closes one interval after the other, of the measured time and its drain, and hands it on.</summary>
internal sealed class IntervalSampler
{
    private readonly TimeSpan _intervalLength;
    private readonly RunTotals _totals;
    private readonly IIntervalSink _sink;
    private readonly Func<Task<ProcessSample?>> _gatewaySample;
    private readonly TimeProvider _time;
    private readonly ProcessTrack _generator;
    private readonly WatchList _watched;
    private readonly TelemetryCost _cost;
    private readonly long _startedAt;
    private readonly TimeSpan _from;
    private ProcessTrack? _gateway;

    /// <summary>Made when the measured time begins.</summary>
    /// <param name="gatewaySample">What the gateway's process has used; null when it cannot be read.</param>
    /// <param name="before">Read when the measured time began.</param>
    /// <param name="intervalLength">See <see cref="IntervalLength"/>.</param>
    /// <param name="watched">Begun already.</param>
    /// <param name="from">How much of the measured time an earlier part of the run has recorded.</param>
    public IntervalSampler(
        RunTotals totals,
        IIntervalSink sink,
        Func<Task<ProcessSample?>> gatewaySample,
        (ProcessSample Generator, ProcessSample? Gateway) before,
        long measuredFrom,
        TimeSpan intervalLength,
        WatchList watched,
        TimeProvider time,
        TimeSpan from = default)
    {
        _intervalLength = intervalLength;
        _watched = watched;
        _cost = new TelemetryCost(watched);
        _totals = totals;
        _sink = sink;
        _gatewaySample = gatewaySample;
        _time = time;
        _generator = new ProcessTrack(before.Generator, new RecordedPauses(GcPauses.Own.Pauses, GcPauses.Own.RequestedPauses));
        _gateway = before.Gateway is { } sample ? OfGateway(sample) : null;
        _startedAt = measuredFrom;
        _from = from;
        ClosedUntil = from;
    }

    /// <summary>The end of the last interval, from the start of the measured time.</summary>
    public TimeSpan ClosedUntil { get; private set; }

    /// <summary>Requested at their moments; null: never.</summary>
    public FullCollections? Collections { get; init; }

    /// <summary>Cancelled when the last interval cannot wait for a collection, nor for the gateway's page.</summary>
    public CancellationToken AtOnce { get; init; }

    /// <summary>What closing the intervals so far has cost.</summary>
    public TelemetryFigures Telemetry => _cost.Figures((ClosedUntil - _from).TotalSeconds, _totals.Counters[Counter.Events]);

    /// <param name="atTheEnd">As of <see cref="Figures"/>.</param>
    public IReadOnlyDictionary<string, WatchedFigures>? WatchedFigures(bool atTheEnd) =>
        _watched.Figures(_totals.Counters[Counter.Events], _totals.Counters.Finished, atTheEnd);

    /// <param name="atTheEnd">Whether it may take milliseconds and memory.</param>
    public (ProcessFigures Generator, ProcessFigures? Gateway) Figures(bool atTheEnd)
    {
        long events = _totals.Counters[Counter.Events];
        long requests = _totals.Counters.Finished;
        return (_generator.Figures(events, requests, atTheEnd), _gateway?.Figures(events, requests, atTheEnd));
    }

    /// <summary>Runs until <paramref name="load"/> has ended, however it did, then closes the last interval, however short.</summary>
    public async Task RunUntilAsync(Task load)
    {
        using PeriodicTimer timer = new(_intervalLength, _time);
        Task ended = load.ContinueWith(_ => timer.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (await timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            if (Collections?.IsDue(_time.GetElapsedTime(_startedAt)) == true) await CollectAsync(Collections).ConfigureAwait(false);
            await CloseAsync().ConfigureAwait(false);
        }

        await ended.ConfigureAwait(false);
        if (Collections is { } last && !AtOnce.IsCancellationRequested) await CollectAsync(last).ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
    }

    public async ValueTask CloseAsync()
    {
        ProcessSample? gateway = AtOnce.IsCancellationRequested ? null : await Counted(_gatewaySample).ConfigureAwait(false);
        using TelemetryCost.Stretch counted = _cost.Count(); // nothing is awaited from here on
        TimeSpan now = _from + _time.GetElapsedTime(_startedAt);
        TimeSpan length = now - ClosedUntil;
        IntervalResult interval = _totals.Close(ClosedUntil, length, _sink);
        ClosedUntil = now;

        // A gateway that restarts counts from zero again: its figures begin anew.
        if (gateway is { } sample && _gateway?.CanBeFollowedBy(sample) == false) _gateway = OfGateway(sample);
        _sink.OnInterval(interval with
        {
            Generator = _generator.Add(ProcessSample.Read(), length.TotalSeconds),
            Gateway = gateway is { } read ? _gateway?.Add(read, length.TotalSeconds) : null,
            Watched = _watched.Add(now),
        });
    }

    private static ProcessTrack OfGateway(ProcessSample first) => new(first, new ReportedPauses(first));

    private Task CollectAsync(FullCollections collections)
    {
        Func<Task> request = collections.RequestAsync;
        return Counted(request);
    }

    /// <summary>What the call costs until it waits for the first time.</summary>
    private T Counted<T>(Func<T> call)
    {
        using TelemetryCost.Stretch counted = _cost.Count();
        return call();
    }
}
