using System.Text.Json;

namespace HotPath.Soak.Gateway;

/// <summary>GET /v1/models, and one of them at /v1/models/NAME. The list is for show: any model's name is taken and echoed.</summary>
internal static class ModelsEndpoint
{
    private const string OneAt = "/v1/models/";

    private static readonly string[] Names = ["sim-small", "sim-large", "sim-embedding"];

    public static ValueTask<JsonReply?> HandleAsync(HttpContext context, long arrivedAt) =>
        ValueTask.FromResult<JsonReply?>(JsonReply.Of(StatusCodes.Status200OK, arrivedAt, Write));

    public static bool NamesOne(string path) => path.Length > OneAt.Length && path.StartsWith(OneAt, StringComparison.OrdinalIgnoreCase);

    /// <summary>For a path that <see cref="NamesOne"/>.</summary>
    public static ValueTask<JsonReply?> HandleOneAsync(HttpContext context, long arrivedAt)
    {
        // Of a path the server undoes all escapes but that of the slash, which a name may hold.
        string name = context.Request.Path.Value![OneAt.Length..].Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return ValueTask.FromResult<JsonReply?>(Names.Contains(name)
            ? JsonReply.Of(StatusCodes.Status200OK, arrivedAt, json => Write(json, name))
            : JsonReply.Of(OpenAiError.UnknownModel(name), arrivedAt));
    }

    private static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (string name in Names)
        {
            Write(json, name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("id", name);
        json.WriteString("object", "model");
        json.WriteNumber("created", 1_735_689_600); // 2025-01-01
        json.WriteString("owned_by", "hotpath");
        json.WriteEndObject();
    }
}
