using System.Runtime.InteropServices;
using System.Text.Json;
using HotPath.Soak.Content;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>An answer with embeddings: at least one vector of numbers; of a simulated gateway, the very numbers its input stands for.</summary>
internal static class EmbeddingsAnswer
{
    public static Outcome Judge(ReadOnlySpan<byte> json, ReadOnlySpan<byte> input)
    {
        Utf8JsonReader reader = new(json);
        try
        {
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return Outcome.Malformed;
            if (root.TryGetProperty("error", out JsonElement error) && error.ValueKind != JsonValueKind.Null) return Outcome.InBandError;
            if (!TryReadVector(root, out float[] vector)) return Outcome.Malformed;

            return IsSimulated(root) && !SimulatedEmbedding.Matches(input, vector) ? Outcome.Corrupt : Outcome.Completed;
        }
        catch (JsonException)
        {
            return Outcome.Malformed;
        }
    }

    private static bool IsSimulated(JsonElement root) =>
        root.TryGetProperty("system_fingerprint", out JsonElement fingerprint)
        && fingerprint.ValueKind == JsonValueKind.String
        && fingerprint.GetString()!.StartsWith(SimulatedText.FingerprintPrefix, StringComparison.Ordinal);

    /// <summary>Each request has one input, so one vector is what answers it: floats, or base64 of little-endian floats.</summary>
    private static bool TryReadVector(JsonElement root, out float[] vector)
    {
        vector = [];
        if (!root.TryGetProperty("data", out JsonElement data) || data.ValueKind != JsonValueKind.Array || data.GetArrayLength() != 1) return false;
        if (data[0].ValueKind != JsonValueKind.Object || !data[0].TryGetProperty("embedding", out JsonElement embedding)) return false;

        if (embedding.ValueKind == JsonValueKind.String && embedding.TryGetBytesFromBase64(out byte[]? bytes))
        {
            vector = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
            return bytes.Length > 0 && bytes.Length % sizeof(float) == 0;
        }

        if (embedding.ValueKind != JsonValueKind.Array || !embedding.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number)) return false;

        vector = [.. embedding.EnumerateArray().Select(number => number.GetSingle())];
        return vector.Length > 0;
    }
}
