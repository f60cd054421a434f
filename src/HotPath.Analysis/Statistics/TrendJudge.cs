namespace HotPath.Analysis.Statistics;

/// <summary>
/// Says whether a series leaks or drifts: only where its trend is significant, its interval lies beyond the budget as a whole, and it still
/// goes on in the last third.
/// </summary>
public static class TrendJudge
{
    /// <summary>The two-sided p that a trend must be below.</summary>
    public const double Significance = 0.01;

    /// <summary>Blocks that a series is judged by: all pairs are 7,140 slopes, less than a millisecond.</summary>
    private const int MostBlocks = 120;

    /// <summary>A rise goes on where the last third is at least half as steep as the whole, or beyond the budget by itself; what levels off is far below it.</summary>
    private const double StillGoingOn = 0.5;

    /// <param name="hours">Rising, about evenly; warm-up left out. A point with NaN or infinity in either is left out.</param>
    /// <param name="values">As many as <paramref name="hours"/>.</param>
    /// <param name="budget">In the unit of the values.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static TrendJudgement Of(ReadOnlySpan<double> hours, ReadOnlySpan<double> values, TrendBudget budget)
    {
        (double[] x, double[] y) = Finite(hours, values);
        if (x.Length < CorrectedTrend.LeastPoints || !(x[^1] > x[0])) return new(TrendVerdict.CannotSay, null, budget.PerHour, null, 0);

        double allowed = budget.Over(x[^1] - x[0]);
        TrendJudgement whole = OfPart(x, y, allowed);
        if (whole.Verdict is not TrendVerdict.CannotSay) return whole;

        // What happened at first, warming up above all, may hide what the rest has to say.
        int half = x.Length / 2;
        TrendJudgement rest = x.Length - half < CorrectedTrend.LeastPoints ? whole : OfPart(x[half..], y[half..], allowed);
        return rest.Verdict is TrendVerdict.CannotSay ? whole : rest;
    }

    private static TrendJudgement OfPart(double[] x, double[] y, double allowed)
    {
        (double[] times, double[] blocks) = SeriesBlocks.Of(x, y, MostBlocks);
        DailyCycle.Remove(times, blocks);
        (blocks, int steps) = WithoutSteps(times, blocks);
        TrendEstimate estimate = CorrectedTrend.Of(times, blocks)!.Value;
        if (!HasBounds(estimate)) estimate = WalkDrift.Of(times, blocks);
        double lastThird = LastThirdOf(times, blocks);
        return new(VerdictOf(estimate, lastThird, allowed), estimate, allowed, lastThird, steps);
    }

    /// <summary>Few values that hang together closely are too few by what they are worth.</summary>
    private static bool HasBounds(TrendEstimate estimate) => double.IsFinite(estimate.Interval.Low) && double.IsFinite(estimate.Interval.High);

    /// <summary>Unless its slope would turn round: then they were noise, and without them there would be a trend that is not.</summary>
    private static (double[] Values, int Steps) WithoutSteps(double[] times, double[] values)
    {
        int direction = TheilSen.Slope(times, values) >= 0 ? 1 : -1;
        double[] without = [.. values];
        int steps = OneOffSteps.Remove(without, direction);
        return steps == 0 || direction * TheilSen.Slope(times, without) < 0 ? (values, 0) : (without, steps);
    }

    private static TrendVerdict VerdictOf(TrendEstimate estimate, double lastThird, double allowed)
    {
        (double low, double slope, double high) = estimate.Interval;
        if (low >= -allowed && high <= allowed) return TrendVerdict.Flat;

        bool isBeyond = slope > 0 ? low > allowed : high < -allowed;
        bool goesOn = lastThird * Math.Sign(slope) >= Math.Min(allowed, StillGoingOn * Math.Abs(slope));
        if (estimate.P >= Significance || !isBeyond || !goesOn) return TrendVerdict.CannotSay;
        return slope > 0 ? TrendVerdict.Rising : TrendVerdict.Falling;
    }

    private static double LastThirdOf(double[] times, double[] values)
    {
        double from = times[^1] - ((times[^1] - times[0]) / 3);
        int first = Array.FindIndex(times, time => time >= from);
        return TheilSen.Slope(times.AsSpan(first), values.AsSpan(first)) ?? 0;
    }

    private static (double[] X, double[] Y) Finite(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"There are {x.Length} moments and {y.Length} values; give a value for each.", nameof(y));

        List<double> times = new(x.Length);
        List<double> values = new(x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i])) continue;

            times.Add(x[i]);
            values.Add(y[i]);
        }

        return ([.. times], [.. values]);
    }
}
