using HotPath.Analysis.Results;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Telemetry.Watching;

/// <summary>The processes that a run watches. One thread at a time.</summary>
internal sealed class WatchList : IDisposable
{
    private readonly WatchedProcess[] _all;
    private TimeSpan _last;
    private ThreadUse _usedBefore;

    private WatchList(WatchedProcess[] all) => _all = all;

    /// <summary>Nobody.</summary>
    public static WatchList Empty { get; } = new([]);

    /// <summary>What their events have cost this process since the measured time began.</summary>
    public ThreadUse Used => SinceTheyBegan() - _usedBefore;

    /// <param name="names">With the pid of each; one that has ended meanwhile is left out.</param>
    public static WatchList Start(IReadOnlyList<(string Name, int Pid)> names) => new(
        [.. names.Select(each => (each.Name, Process: OtherProcess.Find(each.Pid))).Where(each => each.Process is not null).Select(each => new WatchedProcess(each.Name, each.Process!))]);

    /// <summary>Called when the measured time begins.</summary>
    public void Begin()
    {
        foreach (WatchedProcess process in _all) process.Begin();
        _last = TimeSpan.Zero;
        _usedBefore = SinceTheyBegan();
    }

    /// <param name="elapsed">Since the measured time began.</param>
    /// <returns>Without those that have ended; null where nobody is watched.</returns>
    public IReadOnlyDictionary<string, ProcessInterval>? Add(TimeSpan elapsed)
    {
        if (_all.Length == 0) return null;

        double seconds = (elapsed - _last).TotalSeconds;
        _last = elapsed;
        Dictionary<string, ProcessInterval> intervals = [];
        foreach (WatchedProcess process in _all)
        {
            if (process.Add(elapsed, seconds) is { } interval) intervals.Add(process.Name, interval);
        }

        return intervals;
    }

    /// <param name="atTheEnd">As of <see cref="ProcessTrack.Figures"/>.</param>
    /// <returns>Null where nobody is watched.</returns>
    public IReadOnlyDictionary<string, WatchedFigures>? Figures(long events, long requests, bool atTheEnd) =>
        _all.Length == 0 ? null : _all.ToDictionary(process => process.Name, process => process.Figures(events, requests, atTheEnd));

    public void Dispose()
    {
        foreach (WatchedProcess process in _all) process.Dispose();
    }

    private ThreadUse SinceTheyBegan() => _all.Aggregate(default(ThreadUse), (sum, process) => sum + process.Used);
}
