using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load.Schedules;

/// <summary>Requests when a trace has them; those at or behind the load's end are left out.</summary>
internal sealed class TraceSchedule(TraceLoad load) : IArrivalSchedule
{
    public bool TryDueAt(long number, out long nanoseconds)
    {
        nanoseconds = 0;
        if (number >= load.Requests.Count) return false;

        TimeSpan at = load.Requests[(int)number].At / load.Speed;
        nanoseconds = at.Ticks * TimeSpan.NanosecondsPerTick;
        return at < load.Duration;
    }
}
