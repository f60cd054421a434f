using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Service;

/// <summary>A scenario as an object, which its own reader looks into, or the name of a built-in one.</summary>
internal sealed record ScenarioOrNameShape(string Description) : Shape(Description)
{
    protected override void CheckReadable(DocumentValue value, ProblemList problems)
    {
        bool isName = value.Kind is JsonValueKind.String;
        if (value.Kind is JsonValueKind.Object || (isName && BuiltInScenarios.TryRead(value.Text, out _))) return;

        string instead = isName && BuiltInScenarios.Nearest(value.Text) is { } meant ? $"; did you mean {meant}?" : $": {string.Join(", ", BuiltInScenarios.Names)}.";
        problems.Add(value, $"is {value.Describe()}; it must be a scenario object or the name of a built-in one{instead}");
    }

    protected override void WriteRules(JsonObject schema) => schema["type"] = new JsonArray("object", "string");
}
