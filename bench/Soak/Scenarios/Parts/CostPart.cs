using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>cost</c>: what tokens cost, and what the run may.</summary>
internal static class CostPart
{
    public const string Budget = "budget";
    public const string Currency = "currency";
    public const string Rate = "rate";

    /// <summary>The members that are no models.</summary>
    public static readonly string[] Own = [Budget, Currency, Rate];

    public static PricesShape Shape { get; } = new(
        "What a million tokens cost, in dollars, by model as it is asked for; budget is what the run may cost, currency another one that amounts are said in, and rate how much of it is a dollar. Left out: nothing is reckoned.");

    public static CostSettings Settings(CheckedObject cost) => new()
    {
        Prices = cost.Value!.Members.Where(member => !Own.Contains(member.Name)).ToDictionary(
            model => model.Name,
            model => new TokenPrice(model.Value["input"]?.Number ?? 0, model.Value["output"]?.Number ?? 0)),
        Other = cost.Text(Currency) is { } currency ? new OtherCurrency(currency, cost.Number(Rate) ?? 1) : null,
        Budget = cost.Number(Budget),
    };
}
