using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HotPath.Gate.Micro.Instructions;

namespace HotPath.Gate.Micro.Launches;

/// <summary>How a comparison's own files look: readable by people, and the same bytes on every platform.</summary>
internal static class LaunchFormat
{
    private static readonly LaunchJson OneLine = new(new JsonSerializerOptions(LaunchJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the files are put into no HTML
    });

    private static readonly LaunchJson Page = new(new JsonSerializerOptions(OneLine.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.Never, // a side without benchmarks was run with nothing, and who reads the plan asks for that
    });

    public static string Write(ComparisonPlan plan) => JsonSerializer.Serialize(plan, Page.ComparisonPlan) + "\n";

    public static byte[] WriteLine(LaunchFigure launch) => WriteLine(launch, OneLine.LaunchFigure);

    public static byte[] WriteLine(InstructionCount count) => WriteLine(count, OneLine.InstructionCount);

    private static byte[] WriteLine<T>(T value, JsonTypeInfo<T> type) => [.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n'];
}
