using System.Text.Json;
using HotPath.Soak.Scenarios.Parts;

namespace HotPath.Soak.Scenarios;

/// <summary>Writes the <c>expect</c> of a group as it runs.</summary>
internal static class ExpectWriter
{
    public static void Write(Utf8JsonWriter json, RequestGroup group)
    {
        ExpectedAnswer expect = group.Expect;
        json.WriteStartObject("expect");
        json.WriteStartArray("status");
        foreach (int status in group.ExpectedStatus) json.WriteNumberValue(status);
        json.WriteEndArray();

        if (expect.SameModel) json.WriteString("model", ExpectPart.Same);
        if (expect.Headers.Count > 0) WriteHeaders(json, expect.Headers);
        if (expect.HeadersWhenRefused.Count > 0)
        {
            json.WriteStartObject("refused");
            WriteHeaders(json, expect.HeadersWhenRefused);
            json.WriteEndObject();
        }

        if (expect.Fields.Count > 0) WriteTexts(json, "fields", expect.Fields);
        if (expect.AsksForTokens)
        {
            json.WriteStartObject("tokens");
            if (expect.LeastTokens is { } least) json.WriteNumber("min", least);
            if (expect.MostTokens is { } most) json.WriteNumber("max", most);
            json.WriteEndObject();
        }

        if (expect.UsageIsContent) json.WriteString("usage", ExpectPart.Content);
        if (expect.SameRequestId) json.WriteBoolean("sameRequestId", true);
        json.WriteEndObject();
    }

    private static void WriteHeaders(Utf8JsonWriter json, IReadOnlyDictionary<string, IReadOnlyList<string>> headers)
    {
        json.WriteStartObject("headers");
        foreach ((string name, IReadOnlyList<string> values) in headers) WriteTexts(json, name, values);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
