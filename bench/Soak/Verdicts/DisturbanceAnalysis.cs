using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>
/// Finds when a run was not as the rest of it: a burst that was felt, a provider that was gone. What is usual is the median of the run's own
/// intervals, so more than half of it must have been well.
/// </summary>
internal static class DisturbanceAnalysis
{
    private const int LeastIntervals = 5;
    private const int MostListed = 10;

    /// <summary>One good interval between two bad ones is a breath, not the end.</summary>
    private const int MostGoodBetween = 1;

    /// <param name="measuredSeconds">How long requests were due: the load may have ended before its time.</param>
    /// <returns>Null where the load itself rises (see <see cref="RampAnalysis"/>), and where too little was measured to say what is usual.</returns>
    public static DisturbanceFigures? Of(LoadSettings load, IReadOnlyList<IntervalResult> intervals, double measuredSeconds)
    {
        IntervalResult[] measured = [.. intervals.Where(interval => interval.StartSeconds + (interval.LengthSeconds / 2) <= measuredSeconds)];
        if (measured.Length < LeastIntervals || RampAnalysis.Rises(load)) return null;

        double usual = IntervalTrouble.BaselineOf(measured);
        IntervalTrouble?[] troubles = [.. measured.Select(interval => IntervalTrouble.Of(interval, usual, load is not ClosedLoad))];
        List<(int From, int To)> stretches = StretchesOf(troubles);
        Disturbance[] disturbances = [.. stretches.Select(stretch => new Disturbance
        {
            AtSeconds = measured[stretch.From].StartSeconds,
            LengthSeconds = EndOf(measured[stretch.To]) - measured[stretch.From].StartSeconds,
            Reason = troubles[stretch.From]!.Reason,
            Finding = troubles[stretch.From]!.Finding,
        })];
        return new DisturbanceFigures
        {
            Count = disturbances.Length,
            Share = disturbances.Sum(disturbance => disturbance.LengthSeconds) / EndOf(measured[^1]),
            LongestSeconds = disturbances.Select(disturbance => disturbance.LengthSeconds).DefaultIfEmpty().Max(),
            Recovered = stretches.Count == 0 || stretches[^1].To < measured.Length - 1,
            First = [.. disturbances.Take(MostListed)],
        };
    }

    private static List<(int From, int To)> StretchesOf(IntervalTrouble?[] troubles)
    {
        List<(int From, int To)> stretches = [];
        for (int i = 0; i < troubles.Length; i++)
        {
            if (troubles[i] is null) continue;

            if (stretches.Count > 0 && i - stretches[^1].To <= MostGoodBetween + 1) stretches[^1] = (stretches[^1].From, i);
            else stretches.Add((i, i));
        }

        return stretches;
    }

    private static double EndOf(IntervalResult interval) => interval.StartSeconds + interval.LengthSeconds;
}
