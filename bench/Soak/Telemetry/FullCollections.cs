using HotPath.Soak.Machine;

namespace HotPath.Soak.Telemetry;

/// <summary>
/// Full collections that a run requests of generator and gateway, one after the other: what lives after them tells a leak from garbage that nobody
/// collected yet. One near the end of the warm-up, which takes what that left behind, one after the last answer, and in between every twentieth of
/// the measured time, at least 10 s and at most 5 min apart. A run below two minutes has none in between: a pause of some milliseconds would be
/// among its few thousand longest gaps.
/// </summary>
/// <param name="duration">The measured time.</param>
/// <param name="ofGateway">Requests one of the gateway, where it can be asked.</param>
internal sealed class FullCollections(TimeSpan duration, Func<Task> ofGateway)
{
    private const int Times = 20;
    private static readonly TimeSpan ShortestRun = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Closest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Farthest = TimeSpan.FromMinutes(5);

    private readonly TimeSpan? _apart = Apart(duration);
    private TimeSpan _last;

    /// <returns>How far apart they are within the measured time; null: there is none in it.</returns>
    public static TimeSpan? Apart(TimeSpan duration)
    {
        if (duration < ShortestRun) return null;

        TimeSpan apart = duration / Times;
        return apart < Closest ? Closest : apart > Farthest ? Farthest : apart;
    }

    /// <param name="elapsed">Since the measured time began; never less than before.</param>
    public bool IsDue(TimeSpan elapsed)
    {
        if (elapsed - _last < _apart || _apart is null || elapsed >= duration) return false;

        _last = elapsed;
        return true;
    }

    public async Task RequestAsync()
    {
        await FullCollection.RequestAsync().ConfigureAwait(false);
        await ofGateway().ConfigureAwait(false);
    }
}
