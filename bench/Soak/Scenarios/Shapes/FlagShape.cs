using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>True or false.</summary>
internal sealed record FlagShape(string Description) : Shape(Description)
{
    protected override void CheckReadable(DocumentValue value, ProblemList problems)
    {
        if (value.Kind is not (JsonValueKind.True or JsonValueKind.False))
        {
            problems.Add(value, $"is {value.Describe()}; it must be true or false.");
        }
    }

    protected override void WriteRules(JsonObject schema) => schema["type"] = "boolean";
}
