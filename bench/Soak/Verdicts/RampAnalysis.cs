using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>
/// Finds where a rising load became too much: the first interval in trouble after which at least four in five of those left to the end
/// of the rise are in trouble, too. One bad second among good ones is no inflection, and neither is a load that goes up once and is
/// borne again.
/// </summary>
internal static class RampAnalysis
{
    /// <summary>Below it there is too little to tell a rise from noise.</summary>
    private const int LeastIntervals = 8;

    /// <summary>A load is a ramp when it rises to at least so many times what it began with.</summary>
    private const double LeastRise = 1.5;

    /// <summary>At least so many intervals of trouble: the last one alone may have been cut short.</summary>
    private const int LeastInTrouble = 2;

    private const double TroubledShare = 0.8;

    /// <returns>Null where the load does not rise, or where too little of it was measured.</returns>
    public static RampFigures? Of(LoadSettings load, IReadOnlyList<IntervalResult> intervals)
    {
        if (!Rises(load)) return null;

        (TimeSpan until, double from, double to) = LoadLevel.Rise(load);
        IntervalResult[] rise = [.. intervals.Where(interval => interval.StartSeconds + (interval.LengthSeconds / 2) <= until.TotalSeconds)];
        if (rise.Length < LeastIntervals) return null;

        double baseline = BaselineOf(rise);
        IntervalTrouble?[] troubles = [.. rise.Select(interval => IntervalTrouble.Of(interval, baseline, load is OpenLoad))];
        double highest = Math.Min(to, LevelAt(load, rise[^1]));
        int at = FirstLasting(troubles);
        RampFigures ramp = new() { Unit = LoadLevel.UnitOf(load)!, From = from, To = highest, Sustained = highest };
        return at < 0 ? ramp : ramp with
        {
            Sustained = at == 0 ? 0 : LevelAt(load, rise[at - 1]),
            Inflection = new InflectionFigures
            {
                AtSeconds = rise[at].StartSeconds,
                Level = LevelAt(load, rise[at]),
                Reason = troubles[at]!.Reason,
                Finding = troubles[at]!.Finding,
            },
        };
    }

    /// <summary>Whether the load begins with a rise that is worth the name.</summary>
    public static bool Rises(LoadSettings load)
    {
        (_, double from, double to) = LoadLevel.Rise(load);
        return LoadLevel.BeginsWithARamp(load) && to >= from * LeastRise;
    }

    private static double LevelAt(LoadSettings load, IntervalResult interval) =>
        LoadLevel.At(load, TimeSpan.FromSeconds(interval.StartSeconds + (interval.LengthSeconds / 2)));

    private static int FirstLasting(IntervalTrouble?[] troubles)
    {
        int inTrouble = 0;
        int first = -1;
        for (int i = troubles.Length - 1; i >= 0; i--)
        {
            if (troubles[i] is null) continue;

            inTrouble++;
            if (inTrouble >= LeastInTrouble && inTrouble >= TroubledShare * (troubles.Length - i)) first = i;
        }

        return first;
    }

    /// <summary>The latency that the target has at ease: a median over the first fifth, at least three intervals.</summary>
    private static double BaselineOf(IntervalResult[] rise) => IntervalTrouble.BaselineOf(rise.Take(Math.Max(3, rise.Length / 5)));
}
