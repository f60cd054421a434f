using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>A text.</summary>
internal sealed record TextShape(string Description) : Shape(Description)
{
    /// <summary>What the text must be, to be put behind <c>X is 5; </c>.</summary>
    public string Expectation { get; init; } = "it must be a text in quotes";

    /// <summary>For the schema: what such a text is called where several members are written alike; null: a text.</summary>
    public string? Kind { get; init; }

    /// <summary>For the schema, as ECMAScript has it; null: any text.</summary>
    public string? Pattern { get; init; }

    /// <summary>From the text to what is wrong with it, to be put behind <c>X is "..."; </c>; null: nothing.</summary>
    public Func<string, string?>? ProblemOf { get; init; }

    /// <summary>Must never stand in a message.</summary>
    public bool IsSecret { get; init; }

    /// <summary>A plain number means the same as the text that holds it.</summary>
    public bool MayBeNumber { get; init; }

    protected override void CheckReadable(DocumentValue value, ProblemList problems)
    {
        bool isNumber = MayBeNumber && value.Kind is JsonValueKind.Number;
        if (value.Kind is not JsonValueKind.String && !isNumber)
        {
            problems.Add(value, $"is {value.Describe()}; {Expectation}.");
        }
        else if (ProblemOf?.Invoke(value.Text) is string problem)
        {
            problems.Add(value, IsSecret ? $"{problem}." : $"is {value.Describe()}; {problem}.");
        }
    }

    protected override void WriteRules(JsonObject schema)
    {
        schema["type"] = MayBeNumber ? new JsonArray("string", "number") : "string";
        if (Kind is not null) schema["$comment"] = Kind;
        if (Pattern is not null)
        {
            schema["pattern"] = Pattern;
        }
    }
}
