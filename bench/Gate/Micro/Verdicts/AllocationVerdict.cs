using System.Text.Json.Serialization;

namespace HotPath.Gate.Micro.Verdicts;

/// <summary>What is said of a benchmark's allocation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AllocationVerdict>))]
internal enum AllocationVerdict
{
    [JsonStringEnumMemberName("more")]
    More,

    [JsonStringEnumMemberName("less")]
    Less,

    /// <summary>To the byte.</summary>
    [JsonStringEnumMemberName("same")]
    Same,

    /// <summary>Launches differ by no more than what a process allocates beside so few operations.</summary>
    [JsonStringEnumMemberName("sameAsFarAsSeen")]
    SameAsFarAsSeen,

    /// <summary>Launches of one and the same side differ: nothing can be said.</summary>
    [JsonStringEnumMemberName("varies")]
    Varies,
}
