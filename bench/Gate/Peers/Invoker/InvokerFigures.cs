using System.Text.Json.Serialization;

namespace HotPath.Gate.Peers.Invoker;

/// <summary>What the built-in generator says of its measured part, as one line of JSON.</summary>
/// <param name="Requests">Answered with 200, to the end.</param>
internal sealed record InvokerFigures(long Requests, long Failed, long Events, double? P50Ms, double? P99Ms);

/// <summary>How it is written and read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InvokerFigures))]
internal sealed partial class InvokerJson : JsonSerializerContext;
