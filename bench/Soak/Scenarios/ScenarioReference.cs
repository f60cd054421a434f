using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Analysis.Words;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios;

/// <summary>Every member of a scenario as a page to read, made from its JSON schema.</summary>
internal static class ScenarioReference
{
    private const string Head = """
        # The members of a scenario

        A scenario is JSON, in which comments and trailing commas may stand. `hotpath-soak scenarios streaming-soak` prints a commented one to start from, `hotpath-soak schema` the JSON schema for an editor, and
        `hotpath-soak schema --markdown` this page. A member that is not here is refused, with every other mistake of the file at once.

        `a.b` is the member `b` of the object `a`; `a[].b` that of each object of a list, `a.NAME` one whose name is yours to choose. Of an object that is left out each member has its default, unless it says otherwise.


        """;

    /// <summary>What the short words of the column "may be" mean.</summary>
    private static readonly (string Kind, string Expectation)[] Kinds =
    [
        (Terms.DurationKind, DurationText.Expectation),
        (Terms.RateKind, RateText.Expectation),
        (Terms.PauseKind, ThinkText.Expectation),
        (Terms.TimesKind, DistributionText.Expectation(DistributionUnit.Time)),
        (Terms.CountsKind, DistributionText.Expectation(DistributionUnit.Count)),
        (Terms.ShareKind, ShareText.Expectation),
        (Terms.MemoryKind, ByteCountText.Expectation),
    ];

    public static string ToMarkdown()
    {
        StringBuilder page = new(Head);
        page.Append("| a | is written as |\n| --- | --- |\n");
        foreach ((string kind, string expectation) in Kinds)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {kind} | {expectation["it must be ".Length..]} |\n");
        }

        JsonObject scenario = ScenarioSchema.ToNode();
        HashSet<string> needed = NeededIn(scenario);
        ILookup<bool, KeyValuePair<string, JsonNode?>> members = scenario["properties"]!.AsObject().ToLookup(member => HasRows(member.Value!));
        AddSection(page, "At the top", members[false], needed);
        foreach (KeyValuePair<string, JsonNode?> member in members[true]) AddSection(page, $"`{member.Key}`", [member], needed);

        return page.ToString();
    }

    private static void AddSection(StringBuilder page, string heading, IEnumerable<KeyValuePair<string, JsonNode?>> members, HashSet<string> needed)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n\n| member | may be | left out | is |\n| --- | --- | --- | --- |\n");
        foreach ((string name, JsonNode? member) in members) AddRows(page, name, member!, needed.Contains(name));
    }

    private static void AddRows(StringBuilder page, string path, JsonNode member, bool isNeeded)
    {
        string otherwise = isNeeded ? "needed" : member["default"] is { } value ? Code(value) : "";
        page.Append(CultureInfo.InvariantCulture, $"| `{path}` | {FormOf(member)} | {otherwise} | {Cell((string)member["description"]!)} |\n");
        if (member["properties"] is JsonObject members)
        {
            HashSet<string> needed = NeededIn(member);
            foreach ((string name, JsonNode? inner) in members) AddRows(page, $"{path}.{name}", inner!, needed.Contains(name));
        }

        if (Inner(member) is not { } each) return;

        string below = member["items"] is null ? $"{path}.NAME" : $"{path}[]";
        if (HasRows(each)) AddRows(page, below, each, isNeeded: false);
    }

    private static HashSet<string> NeededIn(JsonNode member) => [.. member["required"]?.AsArray().Select(name => (string)name!) ?? []];

    private static bool HasRows(JsonNode member) => member["properties"] is not null || Inner(member) is not null;

    /// <summary>What each item of a list is, or each member of an object whose names are the user's; null where that is not worth rows of its own.</summary>
    private static JsonNode? Inner(JsonNode member) =>
        (member["items"] ?? (member["additionalProperties"] as JsonObject)) is { } each && (each["properties"] is not null || each["items"] is not null || each["additionalProperties"] is JsonObject) ? each : null;

    private static string FormOf(JsonNode member)
    {
        if ((string?)member["$comment"] is { } kind) return kind;
        if (member["enum"] is JsonArray names) return string.Join(", ", names.Select(name => Code(name!)));
        if (member["type"] is JsonArray) return "text or any JSON";

        return (string)member["type"]! switch
        {
            "boolean" => "`true`, `false`",
            "integer" => $"whole number, {RangeOf(member)}",
            "number" => $"number, {RangeOf(member)}",
            "array" => $"list of {Plural(FormOf(member["items"]!))}",
            "object" => "object",
            _ => "text",
        };
    }

    private static string Plural(string form)
    {
        if (form.StartsWith('`')) return form;

        int noun = form.IndexOf(',', StringComparison.Ordinal) is >= 0 and int comma ? comma : form.Length;
        return form.Insert(noun, "s");
    }

    private static string RangeOf(JsonNode member) =>
        string.Create(CultureInfo.InvariantCulture, $"{(double)member["minimum"]!:#,0.##} to {(double)member["maximum"]!:#,0.##}");

    private static string Code(JsonNode value) => $"`{Cell(value.GetValueKind() is JsonValueKind.String ? (string)value! : value.ToJsonString(ScenarioSchema.OneLine))}`";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
