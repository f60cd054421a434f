using System.Text.Json;

namespace HotPath.Soak.Gateway;

/// <summary>GET /v1/models. The list is for show: any model's name is taken and echoed.</summary>
internal static class ModelsEndpoint
{
    private static readonly string[] Names = ["sim-small", "sim-large", "sim-embedding"];

    public static ValueTask<JsonReply?> HandleAsync(HttpContext context, long arrivedAt) =>
        ValueTask.FromResult<JsonReply?>(JsonReply.Of(StatusCodes.Status200OK, arrivedAt, Write));

    private static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (string name in Names)
        {
            json.WriteStartObject();
            json.WriteString("id", name);
            json.WriteString("object", "model");
            json.WriteNumber("created", 1_735_689_600); // 2025-01-01
            json.WriteString("owned_by", "hotpath");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
