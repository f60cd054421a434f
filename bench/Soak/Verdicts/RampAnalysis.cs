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

    /// <summary>The 95th percentile against the median of those at the foot of the rise.</summary>
    private const double MostTimesSlower = 2;

    /// <summary>So that two against one millisecond is not trouble.</summary>
    private const double LeastMsSlower = 5;

    private const double MostErrorShare = 0.01;

    /// <summary>Of the requests that were due in an open loop.</summary>
    private const double LeastFinishedShare = 0.9;

    /// <returns>Null where the load does not rise, or where too little of it was measured.</returns>
    public static RampFigures? Of(LoadSettings load, IReadOnlyList<IntervalResult> intervals)
    {
        (TimeSpan until, double from, double to) = LoadLevel.Rise(load);
        if (LoadLevel.UnitOf(load) is not { } unit || to < from * LeastRise || to == 0) return null;

        IntervalResult[] rise = [.. intervals.Where(interval => interval.StartSeconds + (interval.LengthSeconds / 2) <= until.TotalSeconds)];
        if (rise.Length < LeastIntervals) return null;

        double baseline = BaselineOf(rise);
        (string Reason, string Finding)?[] troubles = [.. rise.Select(interval => TroubleOf(interval, baseline, load is OpenLoad))];
        double highest = Math.Min(to, LevelAt(load, rise[^1]));
        int at = FirstLasting(troubles);
        RampFigures ramp = new() { Unit = unit, From = from, To = highest, Sustained = highest };
        return at < 0 ? ramp : ramp with
        {
            Sustained = at == 0 ? 0 : LevelAt(load, rise[at - 1]),
            Inflection = new InflectionFigures
            {
                AtSeconds = rise[at].StartSeconds,
                Level = LevelAt(load, rise[at]),
                Reason = troubles[at]!.Value.Reason,
                Finding = troubles[at]!.Value.Finding,
            },
        };
    }

    private static double LevelAt(LoadSettings load, IntervalResult interval) =>
        LoadLevel.At(load, TimeSpan.FromSeconds(interval.StartSeconds + (interval.LengthSeconds / 2)));

    private static int FirstLasting((string, string)?[] troubles)
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
    private static double BaselineOf(IntervalResult[] rise)
    {
        double[] foot = [.. rise.Take(Math.Max(3, rise.Length / 5)).Select(SlowestOf).OfType<double>().Order()];
        return foot.Length == 0 ? double.PositiveInfinity : foot[foot.Length / 2];
    }

    /// <summary>The time to the first token where answers are streamed, for the rest of a stream is as long as its text.</summary>
    private static double? SlowestOf(IntervalResult interval) => interval.Latency.Ttft?.P95 ?? interval.Latency.E2e?.P95;

    private static (string Reason, string Finding)? TroubleOf(IntervalResult interval, double baseline, bool isOpenLoop)
    {
        if (interval.Latency.ScheduleLag?.P99 is { } lag && lag > GeneratorAudit.MostScheduleLagMs)
        {
            return ("generator", $"requests started late: scheduleLag.p99 was {lag:0.#} ms, the limit is {GeneratorAudit.MostScheduleLagMs:0} ms");
        }

        RequestFigures requests = interval.Requests;
        if (requests.ErrorRate > MostErrorShare)
        {
            return ("errors", $"{requests.ErrorRate * 100:0.##} % of the requests failed, the limit is {MostErrorShare * 100:0.#} %");
        }

        if (SlowestOf(interval) is { } slowest && slowest > baseline * MostTimesSlower && slowest > baseline + LeastMsSlower)
        {
            string name = interval.Latency.Ttft?.P95 is null ? "e2e" : "ttft";
            return ("latency", $"{name}.p95 was {slowest:0.#} ms, more than {MostTimesSlower:0.#} times the {baseline:0.#} ms at the foot of the rise");
        }

        return isOpenLoop && requests.Scheduled > 0 && requests.Finished < requests.Scheduled * LeastFinishedShare && SlowestOf(interval) is null
            ? ("throughput", $"{requests.Finished:N0} of {requests.Scheduled:N0} requests due finished, the limit is {LeastFinishedShare * 100:0} %")
            : null;
    }
}
