using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.Answers;

/// <summary>The tables of what a scenario asks of answers, alike in <c>report.md</c> and <c>report.html</c>; without rows where it asks nothing.</summary>
internal static class AnswerTables
{
    /// <summary>Those that failed most stand first.</summary>
    public static ReportTable Checks(CheckFigures? checks) => new(
        ["check", ">passed", ">failed", ">share passed"],
        [.. (checks?.ByName ?? new Dictionary<string, CheckCount>()).OrderByDescending(check => check.Value.Failed).Select(check => (string[])
        [
            check.Key, Figure.Count(check.Value.Passed), Figure.Count(check.Value.Failed), PassedOf(check.Value),
        ])]);

    /// <summary>The requests by one dimension.</summary>
    public static ReportTable Slices(string dimension, IReadOnlyDictionary<string, SliceFigures> values) => new(
        [
            dimension, ">requests", ">rate", ">a minute", ">errors", ">timeouts", ">no connection", ">tokens", ">bytes", ">a request",
            ">ttft p50", ">ttft p95", ">ttft p99", ">e2e p50", ">e2e p95", ">e2e p99",
        ],
        [.. Dimensions.Ordered(values).Select(value => SliceRow(value.Key, value.Value))]);

    public static ReportTable Metrics(IReadOnlyDictionary<string, OwnMetricFigures>? metrics) => new ReportTable(
        ["metric", ">count", ">share true", ">sum", ">sum a second", ">min", ">mean", ">p50", ">p90", ">p95", ">p99", ">max"],
        [.. (metrics ?? new Dictionary<string, OwnMetricFigures>()).Select(metric => MetricRow(metric.Key, metric.Value))]).WithoutEmptyColumns();

    /// <summary>What the tokens cost.</summary>
    public static ReportTable Price(CostFigures? cost) => new(
        ["tokens of", ">cost"],
        cost is null ? [] :
        [
            .. cost.ByModel.OrderByDescending(model => model.Value).ThenBy(model => model.Key, StringComparer.Ordinal)
                .Select(model => (string[])[model.Key, CostText.Of(cost, model.Value)]),
            ["the measured time", CostText.Of(cost, cost.Total)],
            ["a thousand requests", CostText.Of(cost, cost.Per1000Requests)],
            ["the warm-up", CostText.Of(cost, cost.WarmUp)],
            .. cost.Budget is { } budget ? (string[][])[["budget", CostText.Of(cost, budget)]] : [],
        ]);

    private static string PassedOf(CheckCount check) =>
        check.Passed + check.Failed == 0 ? Figure.None : Figure.Share((double)check.Passed / (check.Passed + check.Failed));

    private static string[] SliceRow(string name, SliceFigures slice) =>
    [
        name, Figure.Count(slice.Requests), Figure.Rate(slice.RatePerSecond), Figure.PerMinute(slice.RatePerSecond),
        Figure.Share(slice.ErrorRate), Figure.Count(slice.Timeouts), Figure.Count(slice.ConnectionErrors),
        Figure.Count(slice.Tokens), Figure.Bytes(slice.Bytes), Figure.Bytes(slice.BytesPerRequest),
        Figure.Milliseconds(slice.Ttft?.P50), Figure.Milliseconds(slice.Ttft?.P95), Figure.Milliseconds(slice.Ttft?.P99),
        Figure.Milliseconds(slice.E2e?.P50), Figure.Milliseconds(slice.E2e?.P95), Figure.Milliseconds(slice.E2e?.P99),
    ];

    private static string[] MetricRow(string name, OwnMetricFigures metric) =>
    [
        name, Figure.Count(metric.Count), metric.Rate is { } rate ? Figure.Share(rate) : Figure.None, Figure.Number(metric.Sum), Figure.Number(metric.SumPerSecond),
        Figure.Number(metric.Min), Figure.Number(metric.Mean), Figure.Number(metric.P50), Figure.Number(metric.P90), Figure.Number(metric.P95),
        Figure.Number(metric.P99), Figure.Number(metric.Max),
    ];
}
