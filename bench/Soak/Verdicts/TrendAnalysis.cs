using HotPath.Analysis.Results;
using HotPath.Analysis.Statistics;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>Judges whether a run leaks or drifts, by its intervals under steady load.</summary>
internal static class TrendAnalysis
{
    /// <summary>Less than this says nothing of an hour.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(2);

    // What a process needs to settle after it is warm: a tenth of the time, at least and at most so much.
    private const double SettlingShare = 0.1;
    private const double LeastSettlingSeconds = 30;
    private const double MostSettlingSeconds = 600;

    // In less than an hour a level is not yet one. The seed is that of the permutations: the same course has the same changes.
    private const double LeastHoursForLevels = 0.75;
    private const double LevelSignificance = 0.01;
    private const int LevelSeed = 1;

    /// <param name="intervals">Of the whole run, in their order.</param>
    /// <returns>By name; null where less than <see cref="Shortest"/> of steady load was measured.</returns>
    public static IReadOnlyDictionary<string, TrendFigures>? Of(Scenario scenario, IReadOnlyList<IntervalResult> intervals)
    {
        IntervalResult[] judged = Judged(scenario.Load, intervals);
        if (judged.Length == 0) return null;

        return TrendSeries.All(judged).ToDictionary(
            series => series.Name,
            series => FiguresOf(series, scenario.Trends.TryGetValue(series.Name, out TrendLimit limit) ? limit : TrendLimit.DefaultOf(series.Kind), judged));
    }

    /// <summary>The steady stretch without what it settles in. Empty where it is too short, or ended too soon.</summary>
    private static IntervalResult[] Judged(LoadSettings load, IReadOnlyList<IntervalResult> intervals)
    {
        (TimeSpan from, TimeSpan to) = LoadLevel.Steadiest(load);
        double end = Math.Min(to.TotalSeconds, intervals.Count == 0 ? 0 : EndOf(intervals[^1]));
        if (end - from.TotalSeconds < Shortest.TotalSeconds) return [];

        double start = from.TotalSeconds + Math.Clamp(SettlingShare * (end - from.TotalSeconds), LeastSettlingSeconds, MostSettlingSeconds);
        IntervalResult[] whole = [.. intervals.Where(interval => interval.StartSeconds >= start && EndOf(interval) <= end)];

        // An interval that was cut short counts a few answers as a rate.
        double usual = whole.Length == 0 ? 0 : whole.Select(interval => interval.LengthSeconds).Order().ElementAt(whole.Length / 2);
        return [.. whole.Where(interval => interval.LengthSeconds >= usual / 2)];
    }

    private static TrendFigures FiguresOf(TrendSeries series, TrendLimit limit, IntervalResult[] intervals)
    {
        (double Hours, double Value)[] points =
        [
            .. intervals
                .Select(interval => (Hours: (interval.StartSeconds + (interval.LengthSeconds / 2)) / 3_600, Value: series.ValueOf(interval)))
                .Where(point => point.Value is not null)
                .Select(point => (point.Hours, point.Value!.Value)),
        ];
        if (limit.PerHour is null) return new TrendFigures { Verdict = NameOf(TrendVerdict.CannotSay), Reason = "It is not judged: the scenario has it off.", Unit = series.Unit };

        double median = points.Length == 0 ? 0 : points.Select(point => point.Value).Order().ElementAt(points.Length / 2);
        TrendBudget budget = new(
            limit.IsShare ? limit.PerHour.Value * median : limit.PerHour.Value,
            Math.Max(series.LeastChange.Absolute, series.LeastChange.Share * median));
        TrendJudgement judgement = TrendJudge.Of([.. points.Select(point => point.Hours)], [.. points.Select(point => point.Value)], budget);
        return FiguresOf(series, judgement, points.Length) with { ChangePoints = LevelsOf(series, points, budget.LeastChange) };
    }

    /// <summary>Where its level changed by more than it may change anyway.</summary>
    private static IReadOnlyList<LevelChange> LevelsOf(TrendSeries series, (double Hours, double Value)[] points, double leastChange)
    {
        if (!series.HasLevels || points.Length == 0 || points[^1].Hours - points[0].Hours < LeastHoursForLevels) return [];

        return [.. ChangePoints.Find([.. points.Select(point => point.Value)], LevelSignificance, LevelSeed)
            .Where(change => Math.Abs(change.After - change.Before) > leastChange)
            .Select(change => new LevelChange(points[change.Index].Hours * 3_600, change.Before, change.After))];
    }

    private static TrendFigures FiguresOf(TrendSeries series, TrendJudgement judgement, int points) => new()
    {
        Verdict = NameOf(judgement.Verdict),
        Reason = judgement.Verdict is TrendVerdict.CannotSay ? ReasonOf(judgement, points) : null,
        Fails = judgement.Verdict == (series.GetsWorseByFalling ? TrendVerdict.Falling : TrendVerdict.Rising),
        Unit = series.Unit,
        BudgetPerHour = judgement.Budget,
        SlopePerHour = judgement.Estimate?.Interval.Estimate,
        Low = FiniteOf(judgement.Estimate?.Interval.Low),
        High = FiniteOf(judgement.Estimate?.Interval.High),
        P = judgement.Estimate?.P,
        LastThirdPerHour = judgement.LastThird,
        Points = points,
        OneOffSteps = judgement.Steps,
    };

    private static string ReasonOf(TrendJudgement judgement, int points)
    {
        if (judgement.Estimate is not { } estimate) return $"There are {points} values; it takes {CorrectedTrend.LeastPoints}.";

        (double low, _, double high) = estimate.Interval;
        return estimate.P < TrendJudge.Significance && (low > judgement.Budget || high < -judgement.Budget)
            ? "It changed beyond its budget, but in the last third no longer so: it may be settling. A longer run tells."
            : "It varies more than its budget allows to tell: the interval of its slope reaches beyond it. A longer run tells.";
    }

    /// <summary>JSON has no infinity.</summary>
    private static double? FiniteOf(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static string NameOf(TrendVerdict verdict) => verdict switch
    {
        TrendVerdict.Flat => "flat",
        TrendVerdict.Rising => "rising",
        TrendVerdict.Falling => "falling",
        _ => "cannotSay",
    };

    private static double EndOf(IntervalResult interval) => interval.StartSeconds + interval.LengthSeconds;
}
