using System.Text.Json.Serialization;

namespace HotPath.Gate.Micro;

/// <summary>What is compared with what.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Side>))]
internal enum Side
{
    [JsonStringEnumMemberName("base")]
    Base,

    [JsonStringEnumMemberName("head")]
    Head,
}
