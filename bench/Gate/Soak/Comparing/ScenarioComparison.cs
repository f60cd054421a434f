using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Gate.Soak.Reading;

namespace HotPath.Gate.Soak.Comparing;

/// <summary>Whether two runs were asked for the same, by their <c>scenario.json</c>: as each ran, defaults said.</summary>
/// <param name="isOneScenario">Whether one scenario was given to both: then a member that only one commit knows is none of the scenario.</param>
internal sealed class ScenarioComparison(SoakReading first, SoakReading other, bool isOneScenario)
{
    private static readonly JsonSerializerOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>The first place that differs, in words; null where there is none.</returns>
    public string? Difference() => first.Scenario is null || other.Scenario is null
        ? "one has none that can be read"
        : DifferenceOf(first.Scenario, other.Scenario, "");

    private string? DifferenceOf(JsonNode? a, JsonNode? b, string path) => (a, b) switch
    {
        (JsonObject one, JsonObject two) => one.Select(member => member.Key).Union(two.Select(member => member.Key))
            .Select(name => DifferenceIn(name, one, two, path.Length == 0 ? name : $"{path}.{name}")).FirstOrDefault(found => found is not null),
        (JsonArray one, JsonArray two) when one.Count == two.Count => Enumerable.Range(0, one.Count)
            .Select(i => DifferenceOf(one[i], two[i], $"{path}[{i}]")).FirstOrDefault(found => found is not null),
        _ => JsonNode.DeepEquals(a, b) ? null : $"{path} is {Text(b)} and {Text(a)}",
    };

    private string? DifferenceIn(string name, JsonObject one, JsonObject two, string place)
    {
        if (one.ContainsKey(name) && two.ContainsKey(name)) return DifferenceOf(one[name], two[name], place);
        if (isOneScenario) return null;

        (SoakReading owner, SoakReading lacking, JsonNode? value) = one.ContainsKey(name) ? (first, other, one[name]) : (other, first, two[name]);
        string found = $"only '{owner.Folder}' has {place}, {Text(value)}";
        (string version, string otherVersion) = (owner.Run.Environment.Version, lacking.Run.Environment.Version);

        // Whether it is a default, the version alone knows that wrote it.
        return version == otherVersion
            ? found
            : $"{found}; {version} says its defaults, and {otherVersion} may not have known this one: record both with one version, or compare the two commits by --run, which passes over it";
    }

    private static string Text(JsonNode? node)
    {
        const int most = 60;
        string text = node?.ToJsonString(Legible) ?? "null";
        return text.Length > most ? text[..most] + "..." : text;
    }
}
