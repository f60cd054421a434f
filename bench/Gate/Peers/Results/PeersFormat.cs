using System.Text.Encodings.Web;
using System.Text.Json;

namespace HotPath.Gate.Peers.Results;

/// <summary>How a report looks as JSON: readable by people, and the same bytes on every platform.</summary>
internal static class PeersFormat
{
    private static readonly PeersJson Json = new(new JsonSerializerOptions(PeersJson.Default.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the file is put into no HTML
    });

    public static string Write(PeersReport report) => JsonSerializer.Serialize(report, Json.PeersReport) + "\n";
}
