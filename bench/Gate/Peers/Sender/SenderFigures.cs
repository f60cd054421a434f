using System.Text.Json.Serialization;

namespace HotPath.Gate.Peers.Sender;

/// <summary>What the sender says when it listens, as one line of JSON.</summary>
internal sealed record SenderStart(int Port);

/// <summary>What it has done since it started, one line for each line that it is given.</summary>
/// <param name="LateP99Ms">How long after its moment 99 of 100 events were written.</param>
internal sealed record SenderCounts(long Requests, long Events, double LateP99Ms, long AllocatedBytes);

/// <summary>How they are written and read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SenderStart))]
[JsonSerializable(typeof(SenderCounts))]
internal sealed partial class SenderJson : JsonSerializerContext;
