using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Parts;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>Prices by model, and a budget among them.</summary>
internal sealed record PricesShape(string Description) : Shape(Description)
{
    private const double MostDollars = 1_000_000;

    private static readonly ObjectShape Price = new(
        "What tokens of this model cost.",
        [
            new("input", new NumberShape("A million tokens of prompts, in dollars.", 0, MostDollars) { Default = 0 }),
            new("output", new NumberShape("A million tokens of answers, in dollars.", 0, MostDollars) { Default = 0 }),
        ]);

    private static readonly NumberShape Budget = new("The run ends when it has cost so many dollars, warm-up included.", 0.01, MostDollars);

    protected override void CheckReadable(DocumentValue value, ProblemList problems)
    {
        if (value.Kind is not JsonValueKind.Object)
        {
            problems.Add(value, $"is {value.Describe()}; it must be an object of models and prices in {{ }}.");
            return;
        }

        HashSet<string> seen = [];
        foreach (DocumentMember given in value.Members)
        {
            if (!seen.Add(given.Name)) problems.Add(given.Position, $"{value.PathOf(Quoted.Bare(given.Name))} is given twice; keep one.");

            Shape shape = given.Name == CostPart.Budget ? Budget : Price;
            shape.Check(given.Value, problems);
        }

        if (value.IsWhole && !value.Members.Any(member => member.Name != CostPart.Budget))
        {
            problems.Add(value, "names no model; add one, such as \"sim-small\": { \"input\": 0.15, \"output\": 0.60 }.");
        }
    }

    protected override void WriteRules(JsonObject schema)
    {
        schema["type"] = "object";
        schema["properties"] = new JsonObject { [CostPart.Budget] = Budget.ToSchema() };
        schema["additionalProperties"] = Price.ToSchema();
    }
}
