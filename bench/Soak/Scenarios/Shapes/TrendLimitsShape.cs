using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>Budgets by the names of the series.</summary>
internal sealed record TrendLimitsShape(string Description) : Shape(Description)
{
    private const string WatchedPattern = @"watched\([^()]+\)\.(?:heap|rss|openFiles|threads)";

    protected override void CheckReadable(DocumentValue value, ProblemList problems)
    {
        if (value.Kind is not JsonValueKind.Object)
        {
            problems.Add(value, $"is {value.Describe()}; it must be an object of series and budgets in {{ }}.");
            return;
        }

        HashSet<string> seen = [];
        foreach (DocumentMember given in value.Members)
        {
            string path = value.PathOf(Quoted.Bare(given.Name));
            if (!seen.Add(given.Name)) problems.Add(given.Position, $"{path} is given twice; keep one.");

            if (TrendNames.KindOf(given.Name) is not { } kind)
            {
                string nearest = string.Join(", ", NearestName.Of(given.Name, TrendNames.Fixed.Keys, most: 3));
                problems.Add(given.Position, $"{path} is not known; {(nearest.Length > 0 ? $"did you mean {nearest}?" : $"what can stand here is {string.Join(", ", TrendNames.Fixed.Keys)}.")}");
            }
            else if (given.Value.Kind is not JsonValueKind.Undefined)
            {
                CheckLimit(given.Value, kind, problems);
            }
        }
    }

    protected override void WriteRules(JsonObject schema)
    {
        string names = string.Join('|', TrendNames.Fixed.Keys.Select(name => name.Replace(".", "\\.", StringComparison.Ordinal)));
        schema["type"] = "object";
        schema["propertyNames"] = new JsonObject { ["pattern"] = $"^(?:{names}|{WatchedPattern})$" };
        schema["additionalProperties"] = new JsonObject { ["type"] = "string", ["pattern"] = TrendLimitText.Pattern };
    }

    private static void CheckLimit(DocumentValue value, TrendKind kind, ProblemList problems)
    {
        if (value.Kind is not JsonValueKind.String)
        {
            problems.Add(value, $"is {value.Describe()}; it must be a text in quotes.");
        }
        else if (!TrendLimitText.TryParse(value.Text, kind, out _, out string? problem))
        {
            problems.Add(value, $"is {value.Describe()}; {problem}.");
        }
    }
}
