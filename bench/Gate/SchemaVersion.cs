using System.Globalization;
using System.Text.Json;

namespace HotPath.Gate;

/// <summary>The version that a file of the gate says it has; read before the rest, which another version may have otherwise.</summary>
internal static class SchemaVersion
{
    /// <returns>Null where the document says none.</returns>
    public static int? Of(JsonDocument document) =>
        document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("schemaVersion", out JsonElement number)
        && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int version)
            ? version
            : null;

    /// <summary>For people.</summary>
    public static string Text(int? version) => version?.ToString(CultureInfo.InvariantCulture) ?? "missing";
}
