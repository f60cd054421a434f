using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.Answers;

/// <summary>What a scenario asks of answers as short phrases; nothing where it asks nothing.</summary>
internal static class AnswerPhrases
{
    private const int MostValues = 6;

    /// <summary>Those that failed by name.</summary>
    public static IEnumerable<string> Checks(CheckFigures? checks) => checks is null
        ? []
        :
        [
            $"{Figure.Count(checks.Passed)} passed", $"{Figure.Count(checks.Failed)} failed",
            .. checks.ByName.Where(check => check.Value.Failed > 0).Select(check => $"{Printable.Of(check.Key)}: {Figure.Count(check.Value.Failed)}"),
        ];

    /// <summary>A dimension's values with their requests and their median.</summary>
    public static IEnumerable<string> Slices(IReadOnlyDictionary<string, SliceFigures> values) =>
    [
        .. Dimensions.Ordered(values).Take(MostValues).Select(value => $"{Printable.Of(value.Key)}: {Figure.Count(value.Value.Requests)}{Details(value.Value)}"),
        .. values.Count > MostValues ? (string[])[$"and {values.Count - MostValues} more"] : [],
    ];

    public static IEnumerable<string> Cache(CacheFigures? cache) => cache is null
        ? []
        :
        [
            .. cache.HitRate is { } rate ? (string[])[$"hit rate {Figure.Share(rate)}"] : [],
            $"{Figure.Count(cache.Hits)} hits", $"{Figure.Count(cache.Misses)} misses", $"{Figure.Count(cache.Bypass)} bypassed",
            .. Difference("hits", "misses", cache.HitVsMissMs, "median"),
            .. Difference("hits", "misses", cache.HitVsMissP95Ms, "p95"),
            .. Difference("misses", "bypassed", cache.MissVsBypassMs, "median"),
            .. cache.HitVsMissMs is null && cache.MissVsBypassMs is null ? (string[])[] : ["(intervals of 95 %)"],
        ];

    public static IEnumerable<string> Fairness(double? fairness) =>
        fairness is { } index ? [$"{index.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture)} of 1 (Jain's index over the tenants, by weight)"] : [];

    public static IEnumerable<string> Metric(OwnMetricFigures metric) =>
    [
        $"{Figure.Count(metric.Count)} answers",
        .. metric.Rate is { } rate ? (string[])[$"true in {Figure.Share(rate)}"] : [],
        .. metric.Sum is { } sum ? (string[])[$"sum {Figure.Number(sum)}", $"{Figure.Number(metric.SumPerSecond)} a second"] : [],
        .. metric.P50 is { } median
            ? (string[])[$"mean {Figure.Number(metric.Mean)}", $"p50 {Figure.Number(median)}", $"p95 {Figure.Number(metric.P95)}", $"p99 {Figure.Number(metric.P99)}", $"max {Figure.Number(metric.Max)}"]
            : [],
    ];

    public static IEnumerable<string> Price(CostFigures? cost) => cost is null
        ? []
        :
        [
            $"{CostText.Of(cost, cost.Total)} in all", $"{CostText.Of(cost, cost.Per1000Requests)} a thousand requests",
            .. cost.ByModel.Count > 1
                ? cost.ByModel.OrderByDescending(model => model.Value).Take(MostValues).Select(model => $"{Printable.Of(model.Key)} {Figure.Money(model.Value)}")
                : [],
            .. cost.WarmUp > 0 ? (string[])[$"warm-up {Figure.Money(cost.WarmUp)}"] : [],
            .. cost.Budget is { } budget ? (string[])[$"budget {Figure.Money(budget)}{(cost.BudgetReached is true ? ", spent" : "")}"] : [],
            .. cost.Unpriced > 0 ? (string[])[$"{Figure.Count(cost.Unpriced)} answers of models without a price"] : [],
        ];

    public static IEnumerable<string> Errors(RequestFigures requests)
    {
        ErrorFigures errors = requests.Errors ?? new();
        (string Name, long Count)[] all =
        [
            ("status", errors.Http), ("time-out", errors.Timeout), ("connection", errors.Connection), ("content", errors.Content),
            ("check", errors.Check), ("given up", errors.Cancelled), ("not started", requests.NotStarted),
        ];
        return all.Where(error => error.Count > 0).Select(error => $"{error.Name}: {Figure.Count(error.Count)} ({Figure.Share((double)error.Count / Math.Max(1, requests.Scheduled))})");
    }

    private static string Details(SliceFigures slice) =>
        (slice.Failed, slice.E2e?.P50) switch
    {
        (0, null) => "",
        (0, { } median) => $" (e2e p50 {Figure.Milliseconds(median)})",
        (_, null) => $" (errors {Figure.Share(slice.ErrorRate)})",
        (_, { } median) => $" (errors {Figure.Share(slice.ErrorRate)}, e2e p50 {Figure.Milliseconds(median)})",
    };

    private static IEnumerable<string> Difference(string first, string second, DifferenceFigures? difference, string of)
    {
        if (difference is null) yield break;

        if (difference.Low <= 0 && difference.High >= 0)
        {
            yield return $"{of}: {first} and {second} differ by {Figure.Milliseconds(difference.Low)} to {Figure.Milliseconds(difference.High)}";
            yield break;
        }

        (string how, double from, double to) = difference.Estimate < 0 ? ("faster", -difference.High, -difference.Low) : ("slower", difference.Low, difference.High);
        yield return $"{of}: {first} {Figure.Milliseconds(Math.Abs(difference.Estimate))} {how} than {second} ({Figure.Milliseconds(from)} to {Figure.Milliseconds(to)})";
    }
}
