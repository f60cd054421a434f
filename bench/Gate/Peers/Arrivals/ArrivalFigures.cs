using System.Text.Json.Serialization;

namespace HotPath.Gate.Peers.Arrivals;

/// <summary>What the reader of stamps says of its measured part, as one line of JSON.</summary>
/// <param name="Requests">Answered with 200, to the end.</param>
/// <param name="Events">That were stamped.</param>
/// <param name="P50Ms">From the moment stamped in an event to the read that brought it.</param>
internal sealed record ArrivalFigures(long Requests, long Failed, long Events, double? P50Ms, double? P99Ms);

/// <summary>How it is written and read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ArrivalFigures))]
internal sealed partial class ArrivalJson : JsonSerializerContext;
