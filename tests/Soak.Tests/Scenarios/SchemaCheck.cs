using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HotPath.Soak.Tests.Scenarios;

/// <summary>As much of JSON schema (draft 2020-12) as the scenario's uses; an unknown keyword fails the test.</summary>
internal static class SchemaCheck
{
    public static bool Allows(JsonNode schema, JsonNode? value) =>
        schema.AsObject().All(rule => Holds(rule.Key, rule.Value!, schema, value));

    private static bool Holds(string keyword, JsonNode rule, JsonNode schema, JsonNode? value) => keyword switch
    {
        "description" or "default" or "title" or "$schema" or "$comment" => true,
        "type" => rule is JsonArray several ? several.Any(type => IsOf((string)type!, value)) : IsOf((string)rule!, value),
        "enum" => rule.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)),
        "pattern" => !IsOf("string", value) || Regex.IsMatch((string)value!, WithStrictEnd((string)rule!), RegexOptions.ECMAScript),
        "minimum" => !IsOf("number", value) || (double)value! >= (double)rule,
        "maximum" => !IsOf("number", value) || (double)value! <= (double)rule,
        "minItems" => value is not JsonArray list || list.Count >= (int)rule,
        "items" => value is not JsonArray list || list.All(item => Allows(rule, item)),
        "required" => value is not JsonObject given || rule.AsArray().All(name => given.ContainsKey((string)name!)),
        "properties" => value is not JsonObject given
            || rule.AsObject().All(known => !given.ContainsKey(known.Key) || Allows(known.Value!, given[known.Key])),
        "propertyNames" => value is not JsonObject given || given.All(member => Allows(rule, member.Key)),
        "additionalProperties" => value is not JsonObject given || given
            .Where(member => schema["properties"]?[member.Key] is null)
            .All(member => rule is JsonObject shape && Allows(shape, member.Value)),
        _ => throw new InvalidOperationException($"The schema uses {keyword}, which this check does not know; teach it."),
    };

    /// <summary>In .NET a $ also matches before a line break at the end; in ECMAScript it does not.</summary>
    private static string WithStrictEnd(string pattern) => pattern.EndsWith('$') ? $"{pattern[..^1]}(?![\\s\\S])" : pattern;

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("object", System.Text.Json.JsonValueKind.Object) => true,
        ("array", System.Text.Json.JsonValueKind.Array) => true,
        ("string", System.Text.Json.JsonValueKind.String) => true,
        ("boolean", System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False) => true,
        ("number", System.Text.Json.JsonValueKind.Number) => true,
        ("integer", System.Text.Json.JsonValueKind.Number) => (double)value! == Math.Floor((double)value!),
        _ => false,
    };
}
