using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>cost</c>: what tokens cost, and what the run may.</summary>
internal static class CostPart
{
    public const string Budget = "budget";

    public static PricesShape Shape { get; } = new(
        "What a million tokens cost, in dollars, by model as it is asked for; budget is what the run may cost. Left out: nothing is reckoned.");

    public static CostSettings Settings(CheckedObject cost) => new()
    {
        Prices = cost.Value!.Members.Where(member => member.Name != Budget).ToDictionary(
            model => model.Name,
            model => new TokenPrice(model.Value["input"]?.Number ?? 0, model.Value["output"]?.Number ?? 0)),
        Budget = cost.Number(Budget),
    };
}
