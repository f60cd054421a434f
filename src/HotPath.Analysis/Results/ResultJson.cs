using System.Text.Json.Serialization;

namespace HotPath.Analysis.Results;

/// <summary>How the records of a result folder are written: camelCase, members without a value left out. None is read by it: see <see cref="RecordedFormat"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunResult))]
[JsonSerializable(typeof(IntervalResult))]
[JsonSerializable(typeof(RunEvent))]
public sealed partial class ResultJson : JsonSerializerContext;
