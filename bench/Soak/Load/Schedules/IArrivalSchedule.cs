namespace HotPath.Soak.Load.Schedules;

/// <summary>When each request of an open loop is due. Asked for rising numbers it takes constant time; one thread at a time.</summary>
internal interface IArrivalSchedule
{
    /// <param name="number">From 0.</param>
    /// <param name="nanoseconds">From the schedule's start; never less than the number before it.</param>
    /// <returns>False where the schedule ends before that request, and so for all behind it.</returns>
    bool TryDueAt(long number, out long nanoseconds);
}
