using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load;

/// <summary>The moments of one run, as time stamps.</summary>
/// <param name="StartAt">The warm-up begins.</param>
/// <param name="MeasuredFrom">The measured time begins.</param>
/// <param name="EndAt">No request is due from here on.</param>
internal readonly record struct LoadClock(long StartAt, long MeasuredFrom, long EndAt)
{
    public static LoadClock Starting(long now, LoadSettings load)
    {
        long measuredFrom = now + Elapsed.Stamps(load.WarmUp);
        return new LoadClock(now, measuredFrom, measuredFrom + Elapsed.Stamps(load.Duration - load.Start.Elapsed));
    }
}
