using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>One of some names.</summary>
internal sealed record ChoiceShape(string Description, IReadOnlyList<string> Names) : Shape(Description)
{
    protected override void CheckReadable(DocumentValue value, ProblemList problems)
    {
        if (value.Kind is JsonValueKind.String && Names.Contains(value.Text))
        {
            return;
        }

        IReadOnlyList<string> nearest = NearestName.Of(value.Text, Names, most: 1);
        problems.Add(value, $"is {value.Describe()}; it can be {string.Join(", ", Names)}{(nearest.Count > 0 ? $" - did you mean {nearest[0]}?" : ".")}");
    }

    protected override void WriteRules(JsonObject schema) =>
        schema["enum"] = new JsonArray([.. Names.Select(name => JsonValue.Create(name))]);
}
