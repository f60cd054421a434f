using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Telemetry.Answers;

/// <summary>What the answers of a run cost, by the usage that they name. Any thread; allocates nothing.</summary>
/// <remarks>Kept in whole picodollars, so that a sum of millions of answers is exact: a price has six decimals at most, and 2^63 of them are 9 million dollars.</remarks>
internal sealed class CostCount
{
    private const double PicodollarsPerDollar = 1e12;
    private const double PicodollarsPerDollarAMillion = 1e6; // a price for a million tokens, of one token

    private readonly string[] _models;
    private readonly (long Input, long Output)?[] _prices;
    private readonly long[] _spent;
    private readonly long[] _tokens; // that were paid for
    private readonly OtherCurrency? _other;
    private readonly CostBudget? _budget;
    private long _unpriced;

    /// <param name="models">That requests ask for, by place.</param>
    /// <param name="budget">What all counts of a run share; null: it has no end.</param>
    public CostCount(CostSettings settings, IReadOnlyList<string> models, CostBudget? budget)
    {
        _models = [.. models];
        _prices = [.. models.Select(model => settings.Prices.TryGetValue(model, out TokenPrice price) ? (OfOne(price.Input), OfOne(price.Output)) : ((long, long)?)null)];
        _spent = new long[models.Count];
        _tokens = new long[models.Count];
        _other = settings.Other;
        _budget = budget;
    }

    /// <summary>In dollars.</summary>
    public double Total => Enumerable.Range(0, _spent.Length).Sum(place => Volatile.Read(ref _spent[place])) / PicodollarsPerDollar;

    /// <param name="model">The place of the model asked for.</param>
    public void Add(int model, long promptTokens, long completionTokens)
    {
        if (_prices[model] is not { } price)
        {
            Interlocked.Increment(ref _unpriced);
            return;
        }

        long cost = (promptTokens * price.Input) + (completionTokens * price.Output);
        Interlocked.Add(ref _spent[model], cost);
        Interlocked.Add(ref _tokens[model], promptTokens + completionTokens);
        _budget?.Spend(cost);
    }

    /// <param name="warmUp">What was spent before the measured time.</param>
    /// <param name="requests">Finished in the measured time.</param>
    public CostFigures Figures(CostCount? warmUp, long requests) => new()
    {
        Total = Total,
        WarmUp = warmUp?.Total ?? 0,
        Per1000Requests = requests > 0 ? Total * 1_000 / requests : null,
        ByModel = _models.Select((model, place) => (model, place)).Where(entry => _prices[entry.place] is not null)
            .ToDictionary(entry => entry.model, entry => Volatile.Read(ref _spent[entry.place]) / PicodollarsPerDollar),
        PerMillionTokens = _models.Select((model, place) => (model, place)).Where(entry => _prices[entry.place] is not null && Volatile.Read(ref _tokens[entry.place]) > 0)
            .ToDictionary(entry => entry.model, entry => Volatile.Read(ref _spent[entry.place]) / PicodollarsPerDollar * 1e6 / Volatile.Read(ref _tokens[entry.place])),
        OtherCurrency = _other?.Name,
        OtherRate = _other?.Rate,
        Unpriced = Volatile.Read(ref _unpriced),
        Budget = _budget?.Dollars,
        BudgetReached = _budget?.IsReached,
    };

    private static long OfOne(double dollarsAMillion) => (long)Math.Round(dollarsAMillion * PicodollarsPerDollarAMillion);
}
