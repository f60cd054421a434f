using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load.Schedules;

/// <summary>The rest of a schedule, numbered from 0 and counted from the moment it begins at; what was due a little before is due at once.</summary>
internal sealed class LaterArrivals : IArrivalSchedule
{
    private readonly IArrivalSchedule _whole;
    private readonly long _firstNumber;
    private readonly long _elapsed;

    public LaterArrivals(IArrivalSchedule whole, LoadStart start)
    {
        _whole = whole;
        _firstNumber = start.Number;
        _elapsed = start.Elapsed.Ticks * TimeSpan.NanosecondsPerTick;
        whole.TryDueAt(start.Number, out _); // all draws before it are made now: in the measured time they would hold up the first requests
    }

    public bool TryDueAt(long number, out long nanoseconds)
    {
        bool isDue = _whole.TryDueAt(_firstNumber + number, out nanoseconds);
        nanoseconds = Math.Max(0, nanoseconds - _elapsed);
        return isDue;
    }
}
