using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Shapes;

/// <summary>An object with known members and no others.</summary>
internal sealed record ObjectShape(string Description, IReadOnlyList<Member> Members) : Shape(Description)
{
    /// <summary>What holds between the members; some of them may be wrong in themselves.</summary>
    public Action<DocumentValue, ProblemList>? Rule { get; init; }

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
            CheckMember(value, given, seen, problems);
        }

        foreach (Member missing in Members.Where(member => member.Required && value.IsWhole && !seen.Contains(member.Name)))
        {
            problems.Add(value.Position, $"{value.PathOf(missing.Name)} is missing; it is needed. {missing.Shape.Description}");
        }

        Rule?.Invoke(value, problems);
    }

    protected override void WriteRules(JsonObject schema)
    {
        schema["type"] = "object";
        schema["additionalProperties"] = false;
        schema["properties"] = new JsonObject(Members.Select(member =>
            new KeyValuePair<string, JsonNode?>(member.Name, member.Shape.ToSchema())));
        if (Members.Any(member => member.Required))
        {
            schema["required"] = new JsonArray([.. Members.Where(member => member.Required).Select(member => JsonValue.Create(member.Name))]);
        }
    }

    private void CheckMember(DocumentValue value, DocumentMember given, HashSet<string> seen, ProblemList problems)
    {
        string path = value.PathOf(Quoted.Bare(given.Name));
        Member? known = Members.FirstOrDefault(member => member.Name == given.Name);
        if (known is null)
        {
            problems.Add(given.Position, $"{path} is not known; {Suggestion(given.Name)}");
            return;
        }

        if (!seen.Add(given.Name))
        {
            problems.Add(given.Position, $"{path} is given twice; keep one.");
        }

        known.Shape.Check(given.Value, problems);
    }

    private string Suggestion(string unknown)
    {
        IReadOnlyList<string> nearest = NearestName.Of(unknown, Members.Select(member => member.Name), most: 1);
        return nearest.Count > 0
            ? $"did you mean {nearest[0]}?"
            : $"what can stand here is {string.Join(", ", Members.Select(member => member.Name))}.";
    }
}

/// <summary>A member of an object.</summary>
internal sealed record Member(string Name, Shape Shape)
{
    public bool Required { get; init; }
}
