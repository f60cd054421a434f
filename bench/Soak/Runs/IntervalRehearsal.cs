using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Machine;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Telemetry.Watching;

namespace HotPath.Soak.Runs;

/// <summary>
/// Closes intervals of the warm-up as those of the measured time will be closed, and writes them nowhere. Else the first seconds that
/// are measured would compile what closes and writes them: some 1,300 methods, 0.4 s of CPU in the first five seconds.
/// </summary>
internal sealed class IntervalRehearsal : IIntervalSink, IDisposable
{
    /// <summary>
    /// Most of the methods are called several times an interval, and compiled for good when they were called 60 times. The rest is little
    /// for each interval: more rehearsals would take the compiler's time from the load while that warms up.
    /// </summary>
    private const int Times = 16;

    private readonly RunResult _begun;
    private readonly TimeProvider _time;
    private readonly RunTotals _totals;
    private readonly IntervalSampler _sampler;
    private readonly MemoryStream _json = new();
    private readonly HistogramLogWriter _latencies = new(Stream.Null);

    public IntervalRehearsal(RunRecorder recorder, RunResult begun, TimeProvider time)
    {
        _begun = begun;
        _time = time;
        _totals = RunTotals.OfWarmUp(recorder);
        _sampler = new IntervalSampler(
            _totals, this, () => Task.FromResult<ProcessSample?>(null), (ProcessSample.Read(), null), time.GetTimestamp(), intervalLength: TimeSpan.FromSeconds(1), WatchList.Empty, time);
    }

    /// <summary>Spreads the intervals over the warm-up, so that they do not hold up what the load needs compiled.</summary>
    /// <param name="warm">Ends with the warm-up, however it does; the rehearsal does then, too.</param>
    public async Task RunAsync(TimeSpan warmUp, Task warm)
    {
        if (warmUp < TimeSpan.FromMilliseconds(Times)) return; // no timer is as quick

        using PeriodicTimer timer = new(warmUp / Times, _time);
        Task ended = warm.ContinueWith(_ => timer.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (await timer.WaitForNextTickAsync().ConfigureAwait(false)) await _sampler.CloseAsync().ConfigureAwait(false);

        await ended.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _json.Dispose();
        _latencies.Dispose();
    }

    void IIntervalSink.OnLatency(Metric metric, TimeSpan start, TimeSpan length, HistogramSnapshot interval) =>
        _latencies.Write(Metrics.KeyOf(metric), start, length, interval);

    void IIntervalSink.OnInterval(IntervalResult interval)
    {
        (ProcessFigures generator, _) = _sampler.Figures(atTheEnd: false);
        Write(interval, ResultFormat.Interval);
        Write(_totals.AddTo(_begun, TimeSpan.FromSeconds(interval.StartSeconds)) with { Generator = generator }, ResultFormat.Run);
    }

    private void Write<T>(T value, JsonTypeInfo<T> format)
    {
        _json.SetLength(0);
        JsonSerializer.Serialize(_json, value, format);
    }
}
