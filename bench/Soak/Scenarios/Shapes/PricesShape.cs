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

    private static readonly TextShape Currency = new("Another currency that amounts are said in, too, such as EUR; beside rate.")
    {
        Pattern = "^[A-Z]{3}$",
        ProblemOf = text => text.Length == 3 && text.All(char.IsAsciiLetterUpper) ? null : "it must be three capital letters such as EUR",
    };

    private static readonly NumberShape Rate = new("How much of that currency is a dollar.", 0.01, 1_000_000);

    private static readonly Dictionary<string, Shape> Own = new() { [CostPart.Budget] = Budget, [CostPart.Currency] = Currency, [CostPart.Rate] = Rate };

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

            Own.GetValueOrDefault(given.Name, Price).Check(given.Value, problems);
        }

        if (value.IsWhole) CheckCurrency(value, problems);
        if (value.IsWhole && value.Members.TrueForAll(member => CostPart.Own.Contains(member.Name)))
        {
            problems.Add(value, "names no model; add one, such as \"sim-small\": { \"input\": 0.15, \"output\": 0.60 }.");
        }
    }

    private static void CheckCurrency(DocumentValue value, ProblemList problems)
    {
        (DocumentValue? currency, DocumentValue? rate) = (value[CostPart.Currency], value[CostPart.Rate]);
        if (currency is not null && rate is null) problems.Add(currency, "has a meaning only beside rate; add how much of it is a dollar.");
        if (rate is not null && currency is null) problems.Add(rate, "has a meaning only beside currency; add its name, such as \"EUR\".");
    }

    protected override void WriteRules(JsonObject schema)
    {
        schema["type"] = "object";
        schema["properties"] = new JsonObject(Own.Select(member => new KeyValuePair<string, JsonNode?>(member.Key, member.Value.ToSchema())));
        schema["additionalProperties"] = Price.ToSchema();
    }
}
