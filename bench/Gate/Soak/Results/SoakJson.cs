using System.Text.Json.Serialization;

namespace HotPath.Gate.Soak.Results;

/// <summary>The shape of <c>gate.json</c> of soak runs: camelCase, members without a value left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SoakReport))]
internal sealed partial class SoakJson : JsonSerializerContext;
