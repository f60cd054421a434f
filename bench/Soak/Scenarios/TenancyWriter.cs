using System.Text.Json;
using HotPath.Analysis.Words;
using HotPath.Soak.Scenarios.Parts.Gateway;

namespace HotPath.Soak.Scenarios;

/// <summary>Writes the models, tenants and limits of a gateway; what is not there is left out, as it means something else than an empty list.</summary>
internal static class TenancyWriter
{
    public static void Write(Utf8JsonWriter json, GatewaySettings gateway)
    {
        WriteTexts(json, "models", gateway.Models);
        WriteTenants(json, gateway.Tenants);
        if (gateway.Limits.Count == 0) return;

        json.WritePropertyName("limits");
        WriteLimits(json, gateway.Limits);
    }

    public static void WriteLimits(Utf8JsonWriter json, IReadOnlyList<LimitSettings> limits)
    {
        json.WriteStartArray();
        foreach (LimitSettings limit in limits)
        {
            json.WriteStartObject();
            json.WriteString("per", LimitsPart.NameOf(limit.Per));
            json.WriteString("of", LimitsPart.NameOf(limit.Of));
            json.WriteString("window", LimitsPart.NameOf(limit.Window));
            json.WriteNumber("limit", limit.Limit);
            json.WriteString("every", DurationText.Format(limit.Every));
            if (limit.Burst is { } burst) json.WriteNumber("burst", burst);
            WriteTexts(json, "tenants", limit.Tenants);
            WriteTexts(json, "models", limit.Models);
            WriteTexts(json, "endpoints", [.. limit.Endpoints.Select(LimitsPart.NameOf)]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTenants(Utf8JsonWriter json, ValueList<TenantSettings> tenants)
    {
        if (tenants.Count == 0) return;

        json.WriteStartArray("tenants");
        foreach (TenantSettings tenant in tenants)
        {
            json.WriteStartObject();
            json.WriteString("name", tenant.Name);
            WriteTexts(json, "keys", tenant.Keys);
            WriteTexts(json, "workspaces", tenant.Workspaces);
            WriteTexts(json, "models", tenant.Models);
            WriteTexts(json, "providers", tenant.Providers);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ValueList<string> texts)
    {
        if (texts.Count == 0) return;

        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
