using HotPath.Analysis.Results;

namespace HotPath.Soak.Verdicts;

/// <summary>Holds a run against a limit.</summary>
internal static class ThresholdEvaluator
{
    /// <returns>
    /// Not passed where nothing was measured: a limit on nothing proves nothing. A slope breaks a limit with its whole interval, see docs/trends.md.
    /// </returns>
    public static ThresholdResult Evaluate(Threshold threshold, RunResult run)
    {
        if (FigureOf(threshold, run) is not { } actual) return new ThresholdResult(threshold.Expression, null, Passed: false);

        ThresholdResult result = new(threshold.Expression, threshold.Unit.FromFigure(actual), Holds(actual, threshold));
        if (threshold.Group is not null || SlopeBounds.Of(threshold.Metric, run) is not { } bounds) return result;

        return result with
        {
            Passed = result.Passed || Holds(bounds.Low, threshold) || Holds(bounds.High, threshold),
            Low = threshold.Unit.FromFigure(bounds.Low),
            High = threshold.Unit.FromFigure(bounds.High),
        };
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
