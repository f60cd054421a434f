using HotPath.Analysis.Results;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Telemetry;

/// <summary>Closes an interval each second of the measured time and its drain, and hands it on.</summary>
internal sealed class IntervalSampler
{
    private static readonly TimeSpan IntervalLength = TimeSpan.FromSeconds(1);

    private readonly RunTotals _totals;
    private readonly IIntervalSink _sink;
    private readonly Func<ValueTask<ProcessSample?>> _gatewaySample;
    private readonly TimeProvider _time;
    private readonly ProcessTrack _generator;
    private readonly long _startedAt;
    private ProcessTrack? _gateway;
    private TimeSpan _closedUntil;

    /// <summary>Made when the measured time begins.</summary>
    /// <param name="gatewaySample">What the gateway's process has used; null when it cannot be read.</param>
    public IntervalSampler(
        RunTotals totals,
        IIntervalSink sink,
        Func<ValueTask<ProcessSample?>> gatewaySample,
        ProcessSample? gatewayBefore,
        long measuredFrom,
        TimeProvider time)
    {
        _totals = totals;
        _sink = sink;
        _gatewaySample = gatewaySample;
        _time = time;
        _generator = new ProcessTrack(ProcessSample.Read());
        _gateway = gatewayBefore is { } sample ? new ProcessTrack(sample) : null;
        _startedAt = measuredFrom;
    }

    public ProcessFigures Generator => _generator.Figures(_totals.Counters[Counter.Events], _totals.Counters.Finished);

    public ProcessFigures? Gateway => _gateway?.Figures(_totals.Counters[Counter.Events], _totals.Counters.Finished);

    /// <summary>Runs until <paramref name="ended"/> is cancelled, then closes the last interval, however short.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        using PeriodicTimer timer = new(IntervalLength, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false)) await CloseAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await CloseAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask CloseAsync()
    {
        ProcessSample? gateway = await _gatewaySample().ConfigureAwait(false);
        TimeSpan now = _time.GetElapsedTime(_startedAt);
        TimeSpan length = now - _closedUntil;
        IntervalResult interval = _totals.Close(_closedUntil, length, _sink);
        _closedUntil = now;

        // A gateway that restarts counts from zero again: its figures begin anew.
        if (gateway is { } sample && _gateway?.CanBeFollowedBy(sample) == false) _gateway = new ProcessTrack(sample);
        _sink.OnInterval(interval with
        {
            Generator = _generator.Add(ProcessSample.Read(), length.TotalSeconds),
            Gateway = gateway is { } read ? _gateway?.Add(read, length.TotalSeconds) : null,
        });
    }
}
