using System.Net;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Load;

/// <summary>A whole load against one target, without the files of a run.</summary>
internal sealed class EngineBench : IDisposable
{
    private readonly LoadEngine _engine;
    private readonly TaskCompletionSource _draining = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EngineBench(Scenario scenario, Uri url, long seed = 1)
    {
        Recorder = new RunRecorder(scenario, recordingThreads: 1);
        _engine = new LoadEngine(scenario, new Target(url, "sk-test", [new IPEndPoint(IPAddress.Loopback, url.Port)]), seed, Recorder, TimeProvider.System);
    }

    public RunRecorder Recorder { get; }

    /// <summary>Of the first group in the measured time.</summary>
    public CounterSet Counters => Recorder.Measured[0].Counters;

    /// <summary>Called when the measured time begins.</summary>
    public Action Measuring { get; set; } = () => { };

    /// <summary>Ends when no request is begun any more.</summary>
    public Task Draining => _draining.Task;

    public bool StoppedEarly => _engine.StoppedEarly;

    /// <summary>Ends when the load's time is over and nothing is in flight.</summary>
    public Task RunAsync() => RunAsync(TestContext.Current.CancellationToken, TestContext.Current.CancellationToken);

    /// <summary>Ends also when it is stopped and nothing is in flight, or when what is in flight was given up.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        await _engine.RunAsync(() => Measuring(), _draining.SetResult, stop, abandon);
        Assert.Empty(_engine.Limits.Faults);
    }

    public void Dispose() => _engine.Dispose();
}
