using HotPath.Analysis.Results;

namespace HotPath.Soak.Verdicts;

/// <summary>Holds a run against a limit.</summary>
internal static class ThresholdEvaluator
{
    /// <returns>Not passed where nothing was measured: a limit on nothing proves nothing.</returns>
    public static ThresholdResult Evaluate(Threshold threshold, RunResult run)
    {
        double? figure = FigureOf(threshold, run);
        return figure is { } actual
            ? new ThresholdResult(threshold.Expression, threshold.Unit.FromFigure(actual), Holds(actual, threshold))
            : new ThresholdResult(threshold.Expression, null, Passed: false);
    }

    private static double? FigureOf(Threshold threshold, RunResult run)
    {
        if (threshold.Group is null)
        {
            return MetricCatalog.Run.Find(threshold.Metric)?.Read(run);
        }

        return run.Groups.TryGetValue(threshold.Group, out GroupFigures? group)
            ? MetricCatalog.Group.Find(threshold.Metric)?.Read(group)
            : null;
    }

    private static bool Holds(double actual, Threshold threshold) => threshold.Op switch
    {
        Comparison.Below => actual < threshold.Limit,
        Comparison.AtMost => actual <= threshold.Limit,
        Comparison.Above => actual > threshold.Limit,
        Comparison.AtLeast => actual >= threshold.Limit,
        Comparison.Equal => actual == threshold.Limit,
        _ => actual != threshold.Limit,
    };
}
