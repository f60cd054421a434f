using System.Text.Json.Serialization;

namespace HotPath.Gate.Peers.Handshakes;

/// <summary>What the bare SslStream did, as one line of JSON.</summary>
/// <param name="Requests">Answered, to the end.</param>
internal sealed record HandshakeFigures(long Requests, long Failed);

/// <summary>How it is written and read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HandshakeFigures))]
internal sealed partial class HandshakeJson : JsonSerializerContext;
