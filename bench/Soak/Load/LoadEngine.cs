using HotPath.Soak.Load.Retrying;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Load.Transports.Http3;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>Runs one load: warm-up, measured time, drain. What the target does is recorded, never thrown.</summary>
internal sealed class LoadEngine : IDisposable
{
    private static readonly TimeSpan CancelAgainAfter = TimeSpan.FromMilliseconds(50);

    private readonly Scenario _scenario;
    private readonly RunRecorder _recorder;
    private readonly ITransport _transport;
    private readonly Watchdog _watchdog;
    private readonly Retries? _retries;
    private readonly RequestQuota _quota;
    private readonly AlarmClock? _network; // null: nobody's way to the target is longer than ours
    private readonly ILoadLoop _loop;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource<long> _measuredFrom = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LoadEngine(Scenario scenario, Target target, long seed, RunRecorder recorder, TimeProvider time)
    {
        _scenario = scenario;
        _recorder = recorder;
        _time = time;
        _transport = scenario.Target.Transport switch
        {
            Transport.Http1 => new Http1Transport(target, scenario.Target, recorder.Connections, Limits, time),
            Transport.Http2 => new Http2Transport(target, scenario.Target, recorder.Connections, Limits, time),
            Transport.Http3 when QuicLibrary.IsThere => new Http3Transport(target, scenario.Target, recorder.Connections, Limits, time),
            _ => throw new InvalidOperationException($"No way to speak {scenario.Target.Transport} to a target."),
        };
        recorder.Connections.Limits = new ConnectionLimits(
            scenario.Load.MostAtOnce > scenario.Target.Connections.Max ? scenario.Target.Connections.Max : null,
            FileDescriptors.Limit,
            Limits.MostSockets == long.MaxValue ? null : Limits.MostSockets);
        recorder.Connections.Sockets = new SocketWatch(target.Url.Port, MachineState.Read().LocalPorts, time);
        _watchdog = new Watchdog(time);
        _retries = scenario.Retry is { } retry ? new Retries(retry, longestWait: scenario.Target.Timeouts.Total, time) : null;
        _network = scenario.Tenants.Any(tenant => tenant.NetworkDelay is not null) ? new AlarmClock(time) : null;
        _quota = new RequestQuota(scenario.Load.MostRequests, time);
        RequestSource requests = new(scenario, target, seed, recorder);
        _loop = scenario.Load switch
        {
            ClosedLoad closed => new UserLoop(closed, SupplyOf(closed.Think)),
            LedLoad led => new LedLoop(led, SupplyOf(led.Think)),
            _ => new OpenLoop(scenario.Load, seed, requests, _quota, NewExchange, Limits, time),
        };

        UserSupply SupplyOf(Distribution think) => new(think, seed, requests, _quota, NewExchange, Limits, time);
    }

    public GeneratorLimits Limits { get; } = new();

    /// <summary>Ends with the stamp at which the measured time began; cancelled when the run was stopped before.</summary>
    public Task<long> MeasuredFrom => _measuredFrom.Task;

    /// <summary>Whether the load was stopped before its time was over, or its requests were made.</summary>
    public bool StoppedEarly { get; private set; }

    /// <summary>How long requests were due, warm-up and drain left out.</summary>
    public TimeSpan Measured { get; private set; }

    /// <param name="measuring">Called when the measured time begins, before its first request, by whoever starts that: it must not block.</param>
    /// <param name="draining">Called when the last request was started.</param>
    /// <param name="stop">No new requests; what is in flight is waited for, as long as a request may take.</param>
    /// <param name="abandon">What is in flight is given up, too.</param>
    public async Task RunAsync(Action measuring, Action draining, CancellationToken stop, CancellationToken abandon)
    {
        LoadClock clock = LoadClock.Starting(_time.GetTimestamp(), _scenario.Load);
        using (CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop, _quota.UsedUp))
        {
            await _loop.StartRequestsAsync(clock, () => BeginMeasuring(clock, measuring), ending.Token).ConfigureAwait(false);
        }

        StoppedEarly = stop.IsCancellationRequested && _quota.UsedUpAt is null;
        if (!_measuredFrom.TrySetCanceled(CancellationToken.None))
        {
            Measured = _time.GetElapsedTime(clock.MeasuredFrom, _quota.UsedUpAt ?? _time.GetTimestamp());
        }

        draining();
        Task finished = _loop.WhenFinishedAsync();
        using (CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(abandon))
        {
            await Task.WhenAny(finished, Task.Delay(_scenario.Target.Timeouts.Total, _time, over.Token)).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
        }

        while (!finished.IsCompleted)
        {
            _retries?.End();
            _watchdog.CancelAll(); // first, so that who is refused below is cancelled and not late
            _network?.End();
            _transport.CancelWaiting();
            await Task.WhenAny(finished, Task.Delay(CancelAgainAfter, _time, CancellationToken.None)).ConfigureAwait(false);
        }

        await finished.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _loop.Dispose();
        _quota.Dispose();
        _retries?.Dispose();
        _network?.Dispose();
        _watchdog.Dispose();
        _transport.Dispose();
    }

    private void BeginMeasuring(LoadClock clock, Action measuring)
    {
        _recorder.BeginMeasured();
        measuring();
        _measuredFrom.SetResult(clock.MeasuredFrom);
    }

    private Exchange NewExchange()
    {
        Exchange exchange = new(_transport.NewChannel(), _scenario.Target.Timeouts, _recorder.OpenStreams, _time, _retries, _network)
        {
            MayEndUnanswered = _scenario.Load is LedLoad,
        };
        _watchdog.Watch(exchange);
        return exchange;
    }
}
