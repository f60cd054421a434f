using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>Header fields that an answer must have: an object from name to the list of values allowed.</summary>
internal sealed record ExpectedHeadersShape(string Description) : Shape(Description)
{
    private static readonly ListShape Values = new("Values allowed; none: it must only be there.", new TextShape("A value allowed.") { Pattern = HeadersShape.ValuePattern });

    protected override void CheckReadable(DocumentValue value, ProblemList problems)
    {
        if (value.Kind is not JsonValueKind.Object)
        {
            problems.Add(value, $"is {value.Describe()}; it must be an object of header names and lists of values in {{ }}.");
            return;
        }

        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (DocumentMember header in value.Members)
        {
            string? problem = !HeadersShape.IsName(header.Name) ? HeadersShape.NoName : seen.Add(header.Name) ? null : "is given twice; keep one";
            if (problem is not null) problems.Add(header.Position, $"{value.PathOf(Quoted.Bare(header.Name))} {problem}.");

            Values.Check(header.Value, problems);
            foreach (DocumentValue allowed in header.Value.Items.Where(item => item.Text.Any(character => character is not '\t' and (< ' ' or > '~'))))
            {
                problems.Add(allowed, "holds a line break, another control character or one outside ASCII; a header cannot carry it, take it out.");
            }
        }
    }

    protected override void WriteRules(JsonObject schema)
    {
        schema["type"] = "object";
        schema["propertyNames"] = new JsonObject { ["pattern"] = HeadersShape.NamePattern };
        schema["additionalProperties"] = Values.ToSchema();
    }
}
