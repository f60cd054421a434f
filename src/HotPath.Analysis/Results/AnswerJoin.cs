namespace HotPath.Analysis.Results;

/// <summary>What is known of answers besides, of two parts as of one. Their distributions are in no log: count, mean and extremes are exact, percentiles are null.</summary>
internal static class AnswerJoin
{
    private static readonly SliceFigures NothingMet = new();

    public static CheckFigures? Checks(CheckFigures? one, CheckFigures? other) => one is null || other is null
        ? one ?? other
        : new CheckFigures
        {
            Passed = one.Passed + other.Passed,
            Failed = one.Failed + other.Failed,
            ByName = KeyedJoin.Of(one.ByName, other.ByName, (its, others) => new CheckCount(its.Passed + others.Passed, its.Failed + others.Failed)),
        };

    public static SliceSet? Slices(SliceSet? one, SliceSet? other, JoinWeights time)
    {
        if (one is null || other is null) return one ?? other;

        return new SliceSet
        {
            Model = Joined(one.Model, other.Model),
            Tenant = Joined(one.Tenant, other.Tenant),
            Provider = Joined(one.Provider, other.Provider),
            Route = Joined(one.Route, other.Route),
            Cache = Joined(one.Cache, other.Cache),
            Endpoint = Joined(one.Endpoint, other.Endpoint),
            Status = Joined(one.Status, other.Status),
            Transport = Joined(one.Transport, other.Transport),
        };

        // What only one of both met is joined with nothing: its rate is over the time of both.
        IReadOnlyDictionary<string, SliceFigures>? Joined(IReadOnlyDictionary<string, SliceFigures>? its, IReadOnlyDictionary<string, SliceFigures>? others) => its is null || others is null
            ? its ?? others
            : its.Keys.Union(others.Keys).ToDictionary(name => name, name => Slice(its.GetValueOrDefault(name) ?? NothingMet, others.GetValueOrDefault(name) ?? NothingMet, time));
    }

    /// <summary>The gaps between hits and misses are null: they are differences of distributions.</summary>
    public static CacheFigures? Cache(CacheFigures? one, CacheFigures? other)
    {
        if (one is null || other is null) return one ?? other;

        (long hits, long misses) = (one.Hits + other.Hits, one.Misses + other.Misses);
        return new CacheFigures
        {
            HitRate = hits + misses > 0 ? (double)hits / (hits + misses) : null,
            Hits = hits,
            Misses = misses,
            Bypass = one.Bypass + other.Bypass,
        };
    }

    public static OwnMetricFigures Metric(OwnMetricFigures one, OwnMetricFigures other, JoinWeights time)
    {
        if (one.Count == 0 || other.Count == 0) return Alone(one.Count == 0 ? other : one, isFirst: other.Count == 0, time);

        JoinWeights counts = new(one.Count, other.Count);
        return new OwnMetricFigures
        {
            Count = one.Count + other.Count,
            Rate = counts.MeanOfKnown(one.Rate, other.Rate),
            Sum = one.Sum + other.Sum,
            SumPerSecond = time.MeanOfKnown(one.SumPerSecond, other.SumPerSecond),
            Min = Extremes.Lowest(one.Min, other.Min),
            Mean = counts.MeanOfKnown(one.Mean, other.Mean),
            Max = Extremes.Highest(one.Max, other.Max),
        };
    }

    public static CostFigures? Cost(CostFigures? one, CostFigures? other, JoinWeights requests)
    {
        if (one is null || other is null) return one ?? other;

        return one with
        {
            Total = one.Total + other.Total,
            WarmUp = one.WarmUp + other.WarmUp,
            Per1000Requests = requests.MeanOfKnown(one.Per1000Requests, other.Per1000Requests),
            ByModel = KeyedJoin.Of(one.ByModel, other.ByModel, (its, others) => its + others),
            PerMillionTokens = one.PerMillionTokens.Keys.Union(other.PerMillionTokens.Keys).ToDictionary(model => model, model => PerMillion(one, other, model)),
            Unpriced = one.Unpriced + other.Unpriced,
            Budget = one.Budget + other.Budget,
            BudgetReached = one.BudgetReached is null ? other.BudgetReached : one.BudgetReached | (other.BudgetReached ?? false),
        };
    }

    private static SliceFigures Slice(SliceFigures one, SliceFigures other, JoinWeights time)
    {
        JoinWeights requests = new(one.Requests, other.Requests);
        return new SliceFigures
        {
            Requests = one.Requests + other.Requests,
            Failed = one.Failed + other.Failed,
            ErrorRate = requests.Mean(one.ErrorRate, other.ErrorRate),
            Timeouts = one.Timeouts + other.Timeouts,
            ConnectionErrors = one.ConnectionErrors + other.ConnectionErrors,
            RatePerSecond = time.Mean(one.RatePerSecond, other.RatePerSecond),
            Tokens = one.Tokens + other.Tokens,
            Bytes = one.Bytes + other.Bytes,
            BytesPerRequest = requests.Mean(one.BytesPerRequest, other.BytesPerRequest),
            Headers = Summary(one.Headers, other.Headers),
            Ttft = Summary(one.Ttft, other.Ttft),
            E2e = Summary(one.E2e, other.E2e),
            E2eService = Summary(one.E2eService, other.E2eService),
        };
    }

    private static LatencySummary? Summary(LatencySummary? one, LatencySummary? other) => one is null || other is null
        ? one ?? other
        : new LatencySummary
        {
            Count = one.Count + other.Count,
            Min = Extremes.Lowest(one.Min, other.Min),
            Mean = new JoinWeights(one.Count, other.Count).MeanOfKnown(one.Mean, other.Mean),
            Max = Extremes.Highest(one.Max, other.Max),
            OverRange = one.OverRange + other.OverRange,
        };

    /// <summary>Of a metric that only one of both has: its distribution is the whole, its rate is over the time of both.</summary>
    private static OwnMetricFigures Alone(OwnMetricFigures known, bool isFirst, JoinWeights time) =>
        known with { SumPerSecond = isFirst ? time.MeanOfKnown(known.SumPerSecond, 0) : time.MeanOfKnown(0, known.SumPerSecond) };

    private static double PerMillion(CostFigures one, CostFigures other, string model)
    {
        double cost = one.ByModel.GetValueOrDefault(model) + other.ByModel.GetValueOrDefault(model);
        double millions = Millions(one, model) + Millions(other, model);
        return millions > 0 ? cost / millions : 0;
    }

    private static double Millions(CostFigures figures, string model) =>
        figures.PerMillionTokens.GetValueOrDefault(model) is > 0 and { } each ? figures.ByModel.GetValueOrDefault(model) / each : 0;
}
