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

    /// <summary>The longest stretch in which the load stays at one level above nothing; of several as long the last.</summary>
    /// <returns>From the start of the measured time; as long as nothing where the level never stays.</returns>
    public static (TimeSpan From, TimeSpan To) Steadiest(LoadSettings load)
    {
        (TimeSpan From, TimeSpan To) longest = default;
        (TimeSpan From, TimeSpan To, double Level) current = default;
        TimeSpan at = default;
        foreach ((TimeSpan length, double from, double to) in StagesOf(load))
        {
            bool isSteady = from == to && to > 0;
            current = isSteady && current.Level == to ? current with { To = at + length } : isSteady ? (at, at + length, to) : default;
            at += length;
            if (current.To - current.From >= longest.To - longest.From) longest = (current.From, current.To);
        }

        return longest;
    }

    /// <summary>Whether it begins with a ramp, gradual or in at least three steps; one step up is a burst.</summary>
    public static bool BeginsWithARamp(LoadSettings load)
    {
        (TimeSpan Length, double From, double To)[] rise = [.. RisingStagesOf(load)];
        return rise.Any(stage => stage.To > stage.From) || rise.Select(stage => stage.To).Distinct().Count() >= LeastSteps;
    }

    /// <returns>How long it never falls, from the beginning on, and its first and its highest level there; all 0 where it falls at once.</returns>
    public static (TimeSpan Until, double From, double To) Rise(LoadSettings load)
    {
        (TimeSpan Length, double From, double To)[] rise = [.. RisingStagesOf(load)];
        return rise.Length == 0 ? default : (new TimeSpan(rise.Sum(stage => stage.Length.Ticks)), rise[0].From, rise[^1].To);
    }

    private static IEnumerable<(TimeSpan Length, double From, double To)> RisingStagesOf(LoadSettings load)
    {
        double highest = 0;
        foreach ((TimeSpan length, double from, double to) in StagesOf(load))
        {
            if (from < highest || to < from) yield break;

            highest = to;
            yield return (length, from, to);
        }
    }

    private static IEnumerable<(TimeSpan Length, double From, double To)> StagesOf(LoadSettings load) => load switch
    {
        OpenLoad open => open.Stages.Select(stage => (stage.For, stage.FromPerSecond, stage.ToPerSecond)),
        ClosedLoad closed => closed.Stages.Select(stage => (stage.For, (double)stage.From, (double)stage.To)),
        _ => [],
    };
}
