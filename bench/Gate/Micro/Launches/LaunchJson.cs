using System.Text.Json.Serialization;
using HotPath.Gate.Micro.Instructions;

namespace HotPath.Gate.Micro.Launches;

/// <summary>How a comparison's own files are written: camelCase, members without a value left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ComparisonPlan))]
[JsonSerializable(typeof(LaunchFigure))]
[JsonSerializable(typeof(InstructionCount))]
internal sealed partial class LaunchJson : JsonSerializerContext;
