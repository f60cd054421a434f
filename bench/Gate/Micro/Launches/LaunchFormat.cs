using System.Text.Encodings.Web;
using System.Text.Json;

namespace HotPath.Gate.Micro.Launches;

/// <summary>How a comparison's own files look: readable by people, and the same bytes on every platform.</summary>
internal static class LaunchFormat
{
    private static readonly LaunchJson OneLine = new(new JsonSerializerOptions(LaunchJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the files are put into no HTML
    });

    private static readonly LaunchJson Page = new(new JsonSerializerOptions(OneLine.Options) { WriteIndented = true, NewLine = "\n" });

    public static string Write(ComparisonPlan plan) => JsonSerializer.Serialize(plan, Page.ComparisonPlan) + "\n";

    public static byte[] WriteLine(LaunchFigure launch) => [.. JsonSerializer.SerializeToUtf8Bytes(launch, OneLine.LaunchFigure), (byte)'\n'];
}
