using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>One of some names.</summary>
internal sealed record ChoiceShape(string Description, IReadOnlyList<string> Names) : Shape(Description)
{
    /// <summary>Names that a later version brings.</summary>
    public IReadOnlyList<string> Later { get; init; } = [];

    protected override void CheckReadable(DocumentValue value, ProblemList problems)
    {
        if (value.Kind is JsonValueKind.String && Names.Contains(value.Text))
        {
            return;
        }

        string choices = $"it can be {string.Join(", ", Names)}";
        if (value.Kind is JsonValueKind.String && Later.Contains(value.Text))
        {
            problems.Add(value, $"{value.Text} is not there yet; {choices}.");
            return;
        }

        IReadOnlyList<string> nearest = NearestName.Of(value.Text, Names, most: 1);
        problems.Add(value, $"is {value.Describe()}; {choices}{(nearest.Count > 0 ? $" - did you mean {nearest[0]}?" : ".")}");
    }

    protected override void WriteRules(JsonObject schema) =>
        schema["enum"] = new JsonArray([.. Names.Select(name => JsonValue.Create(name))]);
}
