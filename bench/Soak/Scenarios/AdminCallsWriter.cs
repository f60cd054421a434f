using System.Text.Json;

namespace HotPath.Soak.Scenarios;

/// <summary>Writes the calls before a run and after it.</summary>
internal static class AdminCallsWriter
{
    public static void Write(Utf8JsonWriter json, string name, IReadOnlyList<AdminCall> calls)
    {
        if (calls.Count == 0) return;

        json.WriteStartArray(name);
        foreach (AdminCall call in calls)
        {
            json.WriteStartObject();
            json.WriteString("method", call.Method);
            json.WriteString("url", call.Url);
            json.WriteStartObject("headers");
            foreach ((string header, string value) in call.Headers) json.WriteString(header, value);
            json.WriteEndObject();
            if (call.Body is { } body) json.WriteString("body", body);
            json.WriteString("contentType", call.ContentType);
            if (call.Status.Count > 0)
            {
                json.WriteStartArray("status");
                foreach (int status in call.Status) json.WriteNumberValue(status);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
