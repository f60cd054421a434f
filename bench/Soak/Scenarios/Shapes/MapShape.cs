using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>An object whose members have any name, but not an empty one, and one shape.</summary>
internal sealed record MapShape(string Description, Shape Value) : Shape(Description)
{
    protected override void CheckReadable(DocumentValue value, ProblemList problems)
    {
        if (value.Kind is not JsonValueKind.Object)
        {
            problems.Add(value, $"is {value.Describe()}; it must be an object in {{ }}.");
            return;
        }

        HashSet<string> seen = [];
        foreach (DocumentMember given in value.Members)
        {
            string path = value.PathOf(Quoted.Bare(given.Name));
            if (given.Name.Length == 0)
            {
                problems.Add(given.Position, $"{path} has an empty name; give it one.");
            }
            else if (!seen.Add(given.Name))
            {
                problems.Add(given.Position, $"{path} is given twice; keep one.");
            }

            Value.Check(given.Value, problems);
        }
    }

    protected override void WriteRules(JsonObject schema)
    {
        schema["type"] = "object";
        schema["propertyNames"] = new JsonObject { ["pattern"] = "^[\\s\\S]" };
        schema["additionalProperties"] = Value.ToSchema();
    }
}
