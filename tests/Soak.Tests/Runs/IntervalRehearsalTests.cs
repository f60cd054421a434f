using HotPath.Recording;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Runs;

public sealed class IntervalRehearsalTests
{
    private static readonly Scenario Scenario = new() { Name = "x", Workload = [new RequestGroup { Name = "chat" }] };

    [Fact]
    public async Task RunAsync_LoadWarmsUp_TakesWhatTheWarmUpRecordedAndNothingElse()
    {
        RunRecorder recorder = new(Scenario, recordingThreads: 1);
        recorder.WarmUp[0].Record(Metric.E2e, 1_000_000);
        recorder.Measured[0].Record(Metric.E2e, 2_000_000);
        recorder.Measured[0].Counters.Add(Outcome.Completed);
        WarmUpOfSomeIntervals time = new();

        using (IntervalRehearsal rehearsal = new(recorder, Verdicts.Runs.Sound, time)) await rehearsal.RunAsync(TimeSpan.FromSeconds(1), time.Warm);

        HistogramSnapshot left = new();
        recorder.WarmUp[0].TakeInterval(Metric.E2e, left);
        Assert.True(left.IsEmpty);
        recorder.Measured[0].TakeInterval(Metric.E2e, left);
        Assert.Equal(1, left.Count);
        Assert.Equal(1, recorder.Measured[0].Counters.Finished);
    }

    [Fact]
    public async Task RunAsync_WarmUpIsOver_EndsAtOnce()
    {
        using IntervalRehearsal rehearsal = new(new RunRecorder(Scenario, recordingThreads: 1), Verdicts.Runs.Sound, TimeProvider.System);

        await rehearsal.RunAsync(TimeSpan.FromDays(1), Task.CompletedTask).WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task RunAsync_NoWarmUp_DoesNotWaitForIt()
    {
        using IntervalRehearsal rehearsal = new(new RunRecorder(Scenario, recordingThreads: 1), Verdicts.Runs.Sound, TimeProvider.System);

        await rehearsal.RunAsync(TimeSpan.Zero, new TaskCompletionSource().Task).WaitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Ends the warm-up when some intervals were closed: each asks for the time once, and so does the start.</summary>
    private sealed class WarmUpOfSomeIntervals : TimeProvider
    {
        private const int Intervals = 3;

        private readonly TaskCompletionSource _warm = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public Task Warm => _warm.Task;

        public override long GetTimestamp()
        {
            if (Interlocked.Increment(ref _asked) > Intervals) _warm.TrySetResult();
            return base.GetTimestamp();
        }
    }
}
