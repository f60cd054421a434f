using System.Text.Encodings.Web;
using System.Text.Json;

namespace HotPath.Gate.Micro.Results;

/// <summary>How <c>gate.json</c> looks: readable by people, and the same bytes on every platform.</summary>
internal static class GateFormat
{
    private static readonly GateJson Json = new(new JsonSerializerOptions(GateJson.Default.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the file is put into no HTML
    });

    public static string Write(GateReport report) => JsonSerializer.Serialize(report, Json.GateReport) + "\n";

    /// <exception cref="GateException">The text is cut short, or of another version.</exception>
    public static GateReport Read(string json, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            int? version = SchemaVersion.Of(document);
            return version == GateReport.CurrentSchemaVersion
                ? document.Deserialize(Json.GateReport)!
                : throw GateException.BadInput($"{path} has schemaVersion {SchemaVersion.Text(version)}; this build knows {GateReport.CurrentSchemaVersion}.");
        }
        catch (JsonException e)
        {
            throw GateException.BadInput($"{path} is damaged ({e.Message.TrimEnd('.')}); take it from its origin again.");
        }
    }
}
