using System.Runtime.InteropServices;
using System.Text.Json;
using HotPath.Soak.Content;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>
/// An answer with embeddings: for each input a vector of numbers, in the inputs' order and as long as was asked for; of a simulated gateway
/// the very numbers that its input stands for.
/// </summary>
internal static class EmbeddingsAnswer
{
    /// <param name="plan">The request's.</param>
    /// <param name="seed">The request's.</param>
    public static Outcome Judge(ReadOnlySpan<byte> json, RequestPlan plan, long seed)
    {
        Utf8JsonReader reader = new(json);
        try
        {
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return Outcome.Malformed;
            if (root.TryGetProperty("error", out JsonElement error) && error.ValueKind != JsonValueKind.Null) return Outcome.InBandError;
            if (!root.TryGetProperty("data", out JsonElement data) || data.ValueKind != JsonValueKind.Array) return Outcome.Malformed;

            return data.GetArrayLength() == plan.Group.Inputs ? Judge(data, plan, seed, IsSimulated(root)) : Outcome.Malformed;
        }
        catch (JsonException)
        {
            return Outcome.Malformed;
        }
    }

    private static Outcome Judge(JsonElement data, RequestPlan plan, long seed, bool isSimulated)
    {
        Outcome outcome = Outcome.Completed;
        int place = 0;
        foreach (JsonElement item in data.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || !IsAt(item, place) || !TryReadVector(item, out float[] vector)) return Outcome.Malformed;
            if (vector.Length != (plan.Group.Dimensions ?? vector.Length)) return Outcome.Malformed;
            if (isSimulated && !SimulatedEmbedding.Matches(plan.InputOf(seed, place), vector)) outcome = Outcome.Corrupt;
            place++;
        }

        return outcome;
    }

    private static bool IsSimulated(JsonElement root) =>
        root.TryGetProperty("system_fingerprint", out JsonElement fingerprint)
        && fingerprint.ValueKind == JsonValueKind.String
        && fingerprint.GetString()!.StartsWith(SimulatedText.FingerprintPrefix, StringComparison.Ordinal);

    private static bool IsAt(JsonElement item, int place) =>
        !item.TryGetProperty("index", out JsonElement index)
        || (index.ValueKind == JsonValueKind.Number && index.TryGetInt32(out int given) && given == place);

    /// <summary>Floats, or base64 of little-endian floats, whichever was asked for: gateways that know one send it to all.</summary>
    private static bool TryReadVector(JsonElement item, out float[] vector)
    {
        vector = [];
        if (!item.TryGetProperty("embedding", out JsonElement embedding)) return false;

        if (embedding.ValueKind == JsonValueKind.String && embedding.TryGetBytesFromBase64(out byte[]? bytes))
        {
            vector = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
            return bytes.Length > 0 && bytes.Length % sizeof(float) == 0;
        }

        if (embedding.ValueKind != JsonValueKind.Array) return false;

        vector = new float[embedding.GetArrayLength()];
        int read = 0;
        foreach (JsonElement number in embedding.EnumerateArray())
        {
            if (number.ValueKind != JsonValueKind.Number || !number.TryGetSingle(out vector[read])) return false;
            read++;
        }

        return read > 0;
    }
}
