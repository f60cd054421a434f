using System.Text.Encodings.Web;
using System.Text.Json;

namespace HotPath.Gate.Soak.Results;

/// <summary>How <c>gate.json</c> of soak runs looks: readable by people, and the same bytes on every platform.</summary>
internal static class SoakFormat
{
    private static readonly SoakJson Json = new(new JsonSerializerOptions(SoakJson.Default.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the file is put into no HTML
    });

    public static string Write(SoakReport report) => JsonSerializer.Serialize(report, Json.SoakReport) + "\n";
}
