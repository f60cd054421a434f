using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>Texts by names that the user chooses.</summary>
internal sealed record TextsShape(string Description) : Shape(Description)
{
    protected override void CheckReadable(DocumentValue value, ProblemList problems)
    {
        if (value.Kind is not JsonValueKind.Object)
        {
            problems.Add(value, $"is {value.Describe()}; it must be an object of names and texts in {{ }}.");
            return;
        }

        HashSet<string> seen = [];
        foreach (DocumentMember given in value.Members)
        {
            if (!seen.Add(given.Name))
            {
                problems.Add(given.Position, $"{value.PathOf(Quoted.Bare(given.Name))} is given twice; keep one.");
            }

            if (given.Value.Kind is not (JsonValueKind.String or JsonValueKind.Undefined))
            {
                problems.Add(given.Value, $"is {given.Value.Describe()}; it must be a text in quotes.");
            }
        }
    }

    protected override void WriteRules(JsonObject schema)
    {
        schema["type"] = "object";
        schema["additionalProperties"] = new JsonObject { ["type"] = "string" };
    }
}
