using System.Text.Json;

namespace HotPath.Soak.Gateway;

/// <summary>GET /v1/models: what the one who asks may ask for. Without a catalogue or a plan the list is for show: any model's name is taken and echoed.</summary>
internal sealed class ModelsEndpoint(Admissions admissions)
{
    private static readonly string[] ForShow = ["sim-small", "sim-large", "sim-embedding"];

    public ValueTask<JsonReply?> HandleAsync(HttpContext context, long arrivedAt)
    {
        IReadOnlyList<string> names = admissions.ModelsFor(context.Request.Headers) ?? ForShow;
        return ValueTask.FromResult<JsonReply?>(JsonReply.Of(StatusCodes.Status200OK, arrivedAt, json => Write(json, names)));
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<string> names)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (string name in names)
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
