using System.Text.Json.Serialization;

namespace HotPath.Gate.Peers.Results;

/// <summary>The shape of a report as JSON: camelCase, what is not known as null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PeersReport))]
internal sealed partial class PeersJson : JsonSerializerContext;
