using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Parts;

namespace HotPath.Soak.Scenarios;

/// <summary>The JSON schema of a scenario, made from the shapes that the reader checks by.</summary>
internal static class ScenarioSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file to read, never part of a page
    };

    public static JsonSerializerOptions OneLine { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ToJson() => ToNode().ToJsonString(Indented);

    public static JsonObject ToNode()
    {
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "HotPath scenario",
        };
        foreach ((string name, JsonNode? rule) in WholeDocument.Shape.ToSchema())
        {
            schema[name] = rule?.DeepClone();
        }

        return schema;
    }
}
