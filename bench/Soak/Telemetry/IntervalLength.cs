using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Telemetry;

/// <summary>How long an interval of a run is.</summary>
internal static class IntervalLength
{
    private static readonly TimeSpan LongRun = TimeSpan.FromMinutes(30);

    /// <summary>A rise is followed in at least so many steps, or where it broke is not to be seen.</summary>
    private const int LeastOfARise = 20;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);

    /// <returns>What the load itself says, else a second; ten in a run of half an hour and more, which has points enough and must not cost what it watches; down to a quarter of one where a load rises within seconds.</returns>
    public static TimeSpan Of(LoadSettings load)
    {
        if (load.Interval is { } said) return said;

        bool endsWithRequests = load.MostRequests is not null && load.Duration <= LoadSettings.LongestForRequests; // mostly long before its time
        if (load.Duration >= LongRun && !endsWithRequests) return TimeSpan.FromSeconds(10);

        (TimeSpan rise, double from, double to) = LoadLevel.Rise(load);
        TimeSpan second = TimeSpan.FromSeconds(1);
        if (to <= from || rise >= LeastOfARise * second) return second;

        return rise / LeastOfARise < Shortest ? Shortest : rise / LeastOfARise;
    }
}
