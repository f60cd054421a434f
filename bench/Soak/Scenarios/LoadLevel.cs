namespace HotPath.Soak.Scenarios;

/// <summary>How much load a scenario offers at a moment of its measured time.</summary>
internal static class LoadLevel
{
    private const int LeastSteps = 3;

    /// <returns><c>requestsPerSecond</c> or <c>users</c>; null for a load without stages.</returns>
    public static string? UnitOf(LoadSettings load) => load switch
    {
        OpenLoad => "requestsPerSecond",
        ClosedLoad => "users",
        _ => null,
    };

    /// <param name="at">From the start of the measured time; beyond the last stage its end counts.</param>
    public static double At(LoadSettings load, TimeSpan at)
    {
        double level = 0;
        foreach ((TimeSpan length, double from, double to) in StagesOf(load))
        {
            if (at < length) return from + ((to - from) * (at / length));

            level = to;
            at -= length;
        }

        return level;
    }

    /// <summary>Whether it begins with a ramp, gradual or in at least three steps; one step up is a burst.</summary>
    public static bool BeginsWithARamp(LoadSettings load)
    {
        HashSet<double> levels = [];
        double highest = 0;
        foreach ((_, double from, double to) in StagesOf(load))
        {
            if (from < highest || to < from) break;
            if (to > from) return true;

            highest = to;
            levels.Add(to);
        }

        return levels.Count >= LeastSteps;
    }

    /// <returns>How long it never falls, from the beginning on; and its highest level there.</returns>
    public static (TimeSpan Until, double From, double To) Rise(LoadSettings load)
    {
        TimeSpan until = TimeSpan.Zero;
        double lowest = 0;
        double highest = 0;
        foreach ((TimeSpan length, double from, double to) in StagesOf(load))
        {
            if (until == TimeSpan.Zero) lowest = from;
            if (from < highest || to < from) break;

            until += length;
            highest = to;
        }

        return (until, lowest, highest);
    }

    private static IEnumerable<(TimeSpan Length, double From, double To)> StagesOf(LoadSettings load) => load switch
    {
        OpenLoad open => open.Stages.Select(stage => (stage.For, stage.FromPerSecond, stage.ToPerSecond)),
        ClosedLoad closed => closed.Stages.Select(stage => (stage.For, (double)stage.From, (double)stage.To)),
        _ => [],
    };
}
