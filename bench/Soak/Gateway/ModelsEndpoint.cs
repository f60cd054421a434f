using System.Text.Json;
using HotPath.Soak.Gateway.Tenants;

namespace HotPath.Soak.Gateway;

/// <summary>
/// GET /v1/models, and one of them at /v1/models/NAME: what the one who asks may ask for. Without a catalogue or a plan the list is for show: any
/// model's name is taken and echoed.
/// </summary>
internal sealed class ModelsEndpoint(Admissions admissions)
{
    private const string OneAt = "/v1/models/";

    private static readonly string[] ForShow = ["sim-small", "sim-large", "sim-embedding"];

    public ValueTask<JsonReply?> HandleAsync(HttpContext context, long arrivedAt)
    {
        IReadOnlyList<string> names = admissions.ModelsFor(context.Request.Headers) ?? ForShow;
        return ValueTask.FromResult<JsonReply?>(JsonReply.Of(StatusCodes.Status200OK, arrivedAt, json => Write(json, names)));
    }

    public static bool NamesOne(string path) => path.Length > OneAt.Length && path.StartsWith(OneAt, StringComparison.OrdinalIgnoreCase);

    /// <summary>For a path that <see cref="NamesOne"/>.</summary>
    public ValueTask<JsonReply?> HandleOneAsync(HttpContext context, long arrivedAt)
    {
        // Of a path the server undoes all escapes but that of the slash, which a name may hold.
        string name = context.Request.Path.Value![OneAt.Length..].Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        IReadOnlyList<string> names = admissions.ModelsFor(context.Request.Headers) ?? ForShow;
        return ValueTask.FromResult<JsonReply?>(names.Contains(name)
            ? JsonReply.Of(StatusCodes.Status200OK, arrivedAt, json => Write(json, name))
            : JsonReply.Of(PlanError.NoSuchModel(name, names), arrivedAt));
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<string> names)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (string name in names)
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
