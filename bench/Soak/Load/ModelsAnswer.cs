using System.Text.Json;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>The list of models: an object whose <c>data</c> holds at least one model with an <c>id</c>.</summary>
internal static class ModelsAnswer
{
    public static Outcome Judge(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        try
        {
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return Outcome.Malformed;
            if (root.TryGetProperty("error", out JsonElement error) && error.ValueKind != JsonValueKind.Null) return Outcome.InBandError;

            return root.TryGetProperty("data", out JsonElement data)
                && data.ValueKind == JsonValueKind.Array
                && data.GetArrayLength() > 0
                && data.EnumerateArray().All(HasId)
                ? Outcome.Completed
                : Outcome.Malformed;
        }
        catch (JsonException)
        {
            return Outcome.Malformed;
        }
    }

    private static bool HasId(JsonElement model) =>
        model.ValueKind == JsonValueKind.Object && model.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String;
}
