using HotPath.Analysis.Results;
using HotPath.Soak.Reports;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Dashboard;

/// <summary>
/// The run that goes on, or the last one, for whoever watches. To publish costs the run a lock and a few copied numbers; what
/// watchers see is made on threads of theirs, once for all of them, and not at all when there is none. Any thread.
/// </summary>
/// <param name="render">Makes what watchers get.</param>
/// <param name="runsPath">Where all runs are listed; null where there is no list.</param>
internal sealed class RunFeed(Func<FeedSnapshot, PageWidth, byte[]> render, string? runsPath = null)
{
    private readonly Lock _lock = new();
    private readonly KeptPoints _points = new();
    private readonly Task<byte[]>?[] _rendered = new Task<byte[]>?[Enum.GetValues<PageWidth>().Length];
    private FeedSnapshot _now = new() { RunsPath = runsPath };
    private TaskCompletionSource? _changed;

    /// <summary>A run begins; whatever was of the one before is gone.</summary>
    public void Started(RunIntroduction run, IReadOnlyList<Threshold> thresholds) => Publish(now =>
    {
        _points.Clear();
        return new FeedSnapshot { Version = now.Version, Stage = RunStage.Starting, RunsPath = runsPath, Introduction = run, Thresholds = thresholds };
    });

    public void WarmingUp() => Publish(now => now with { Stage = RunStage.WarmingUp });

    public void Interval(IntervalResult interval, RunResult soFar, GeneratorTroubles troubles) => Interval(interval, soFar, troubles, [], []);

    /// <param name="alerts">The limits that are judged while the run goes on.</param>
    /// <param name="buckets">Of the latencies of each group so far.</param>
    public void Interval(
        IntervalResult interval, RunResult soFar, GeneratorTroubles troubles, IReadOnlyList<(string Expression, bool IsFiring)> alerts, IReadOnlyList<LatencyBuckets> buckets) => Publish(now =>
    {
        _points.Add(interval);
        RunStage stage = now.Stage is RunStage.Draining ? RunStage.Draining : RunStage.Measuring;
        return now with { Stage = stage, Run = soFar, Troubles = troubles, Last = interval, Alerts = alerts, Buckets = buckets };
    });

    public void Happened(RunEvent happened) => Publish(now => now with { Events = [.. now.Events.TakeLast(FeedSnapshot.MostEvents - 1), happened] });

    public void Draining() => Publish(now => now with { Stage = RunStage.Draining });

    public void Stopping() => Publish(now => now with { IsStopping = true });

    /// <param name="run">With its verdict.</param>
    public void Judged(RunResult run) => Publish(now => now with { Stage = RunStage.Ended, Run = run });

    /// <summary>The run is over, judged or not.</summary>
    public void Left() => Publish(now => now.Stage is RunStage.None or RunStage.Ended ? now : now with { Stage = RunStage.Ended });

    /// <summary>No run comes any more. Watchers still get what they have not seen.</summary>
    public void Close() => Publish(now => now with { IsLast = true });

    /// <summary>The run without its course.</summary>
    public FeedSnapshot Now
    {
        get
        {
            lock (_lock) return _now;
        }
    }

    /// <summary>
    /// Waits until there is something else than what the watcher saw. Who comes late gets what is now, not what was in between:
    /// nothing is queued.
    /// </summary>
    /// <param name="seen">The version the watcher saw last; 0 for none.</param>
    public async Task<FeedEvent> NextAsync(long seen, PageWidth width, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_now.Version > seen) return new FeedEvent(_now.Version, _now.IsLast, Rendered(width));

                _changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously); // never on the thread of the run
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<byte[]> Rendered(PageWidth width)
    {
        if (_rendered[(int)width] is { } done) return done;

        FeedSnapshot snapshot = _now with { Points = _points.ToArray(), IntervalsPerPoint = _points.IntervalsPerPoint };
        return _rendered[(int)width] = Task.Run(() => render(snapshot, width));
    }

    private void Publish(Func<FeedSnapshot, FeedSnapshot> change)
    {
        TaskCompletionSource? changed;
        lock (_lock)
        {
            FeedSnapshot next = change(_now);
            if (ReferenceEquals(next, _now)) return;

            _now = next with { Version = _now.Version + 1 };
            Array.Clear(_rendered);
            (changed, _changed) = (_changed, null);
        }

        changed?.TrySetResult();
    }
}

/// <param name="Version">What the watcher has seen when it has this.</param>
/// <param name="IsLast">None comes after it.</param>
/// <param name="Text">Shared by all watchers: not to be written to.</param>
internal sealed record FeedEvent(long Version, bool IsLast, Task<byte[]> Text);

/// <summary>For what room plots are laid out.</summary>
internal enum PageWidth
{
    Wide,
    Narrow,
}
