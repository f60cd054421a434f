using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>A number between two others, both allowed.</summary>
internal sealed record NumberShape(string Description, double Least, double Most) : Shape(Description)
{
    public bool IsWhole { get; init; }

    /// <summary>In the plural, with a space before it; empty for a plain number.</summary>
    public string Unit { get; init; } = "";

    protected override void CheckReadable(DocumentValue value, ProblemList problems)
    {
        string kind = IsWhole ? "a whole number" : "a number";
        if (value.Kind is not JsonValueKind.Number)
        {
            problems.Add(value, $"is {value.Describe()}; it must be {kind} without quotes.");
            return;
        }

        double number = value.Number;
        string? problem = number < Least ? $"it must be at least {Least:#,0.##}{(Least == 1 ? Unit.TrimEnd('s') : Unit)}"
            : !(number <= Most) ? $"it must be at most {Most:#,0.##}{Unit}"
            : IsWhole && number != Math.Floor(number) ? "it must be a whole number"
            : null;
        if (problem is not null)
        {
            problems.Add(value, $"is {value.Describe()}; {problem}.");
        }
    }

    protected override void WriteRules(JsonObject schema)
    {
        schema["type"] = IsWhole ? "integer" : "number";
        schema["minimum"] = Least;
        schema["maximum"] = Most;
    }
}
