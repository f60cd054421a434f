using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>A list of values of one shape.</summary>
internal sealed record ListShape(string Description, Shape Item) : Shape(Description)
{
    /// <summary>What one of them is called, to be put behind <c>at least one </c>; null: the list may be empty.</summary>
    public string? NeedsOne { get; init; }

    /// <summary>What holds between the items; some of them may be wrong in themselves.</summary>
    public Action<DocumentValue, ProblemList>? Rule { get; init; }

    protected override void CheckReadable(DocumentValue value, ProblemList problems)
    {
        if (value.Kind is not JsonValueKind.Array)
        {
            problems.Add(value, $"is {value.Describe()}; it must be a list in [ ].");
            return;
        }

        if (NeedsOne is not null && value.Items.Count == 0 && value.IsWhole)
        {
            problems.Add(value, $"is empty; it must hold at least one {NeedsOne}.");
        }

        foreach (DocumentValue item in value.Items)
        {
            Item.Check(item, problems);
        }

        Rule?.Invoke(value, problems);
    }

    protected override void WriteRules(JsonObject schema)
    {
        schema["type"] = "array";
        schema["items"] = Item.ToSchema();
        if (NeedsOne is not null)
        {
            schema["minItems"] = 1;
        }
    }
}
