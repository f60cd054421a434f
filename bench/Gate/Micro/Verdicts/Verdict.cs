using System.Text.Json.Serialization;

namespace HotPath.Gate.Micro.Verdicts;

/// <summary>What is said of a benchmark. The weightiest first: where time and allocation say different things, the first of theirs holds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
internal enum Verdict
{
    /// <summary>Slower twice, by launches of their own each time; or more allocation.</summary>
    [JsonStringEnumMemberName("regressed")]
    Regressed,

    /// <summary>Not compared well enough to say anything.</summary>
    [JsonStringEnumMemberName("inconclusive")]
    Inconclusive,

    /// <summary>On one side only: at base.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,

    /// <summary>On one side only: at head.</summary>
    [JsonStringEnumMemberName("new")]
    New,

    /// <summary>Worse at first, and not when it was run again.</summary>
    [JsonStringEnumMemberName("flaky")]
    Flaky,

    [JsonStringEnumMemberName("improved")]
    Improved,

    /// <summary>Compared, and no difference was found that is as large as the threshold; how small a one would have been found stands beside it.</summary>
    [JsonStringEnumMemberName("same")]
    Same,
}
