using HotPath.Soak.Load.Schedules;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Load;

/// <summary>
/// One thread that sleeps to absolute moments and hands over every request when it is due. It never spins: on a small machine its
/// core is the workers' too.
/// </summary>
internal sealed class Pacer
{
    /// <summary>A long sleep is cut into pieces of this length, so that the end of a run is noticed.</summary>
    private static readonly long LongestSleep = Elapsed.Stamps(TimeSpan.FromMilliseconds(50));

    /// <summary>
    /// Wakes are at least this far apart: what falls due in between is sent together at the next. A wake for each of 10,000 requests a second took half as
    /// much CPU again, on a core that the workers need; at 6,000 an even rate falls due less often than this. The lateness is recorded like any other.
    /// </summary>
    private static readonly long LeastBetweenWakes = Elapsed.Stamps(TimeSpan.FromMicroseconds(150));

    private readonly TimeProvider _time;
    private long _wokeAt;

    public Pacer(TimeProvider time)
    {
        _time = time;
    }

    /// <summary>
    /// Calls <paramref name="start"/> with the number and the due stamp of each request, all that are due at each wake. Blocks the
    /// calling thread until the last was handed over or <paramref name="stop"/> is set.
    /// </summary>
    /// <returns>How many were handed over.</returns>
    public long Run(IArrivalSchedule schedule, long startAt, Action<long, long> start, CancellationToken stop)
    {
        long number = 0;
        for (; schedule.TryDueAt(number, out long nanoseconds); number++)
        {
            long dueAt = startAt + Elapsed.Stamps(nanoseconds);
            if (!SleepUntilDue(dueAt, stop)) break;

            start(number, dueAt);
        }

        return number;
    }

    private bool SleepUntilDue(long dueAt, CancellationToken stop)
    {
        if (_time.GetTimestamp() >= dueAt) return !stop.IsCancellationRequested;

        bool goesOn = SleepUntil(Math.Max(dueAt, _wokeAt + LeastBetweenWakes), stop);
        _wokeAt = _time.GetTimestamp();
        return goesOn;
    }

    /// <returns>False when the run was stopped before the moment.</returns>
    public bool SleepUntil(long moment, CancellationToken stop)
    {
        for (long now = _time.GetTimestamp(); now < moment; now = _time.GetTimestamp())
        {
            if (stop.IsCancellationRequested) return false;

            PreciseSleep.Until(Math.Min(moment, now + LongestSleep));
        }

        return !stop.IsCancellationRequested;
    }
}
