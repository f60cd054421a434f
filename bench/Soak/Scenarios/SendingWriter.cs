using System.Text.Json;
using HotPath.Analysis.Words;

namespace HotPath.Soak.Scenarios;

/// <summary>Writes the tenants of a scenario, and what tells the requests of a group from each other.</summary>
internal static class SendingWriter
{
    public static void WriteTenants(Utf8JsonWriter json, IReadOnlyList<Tenant> tenants)
    {
        json.WriteStartArray("tenants");
        foreach (Tenant tenant in tenants)
        {
            json.WriteStartObject();
            json.WriteString("name", tenant.Name);
            json.WriteNumber("weight", tenant.Weight);
            if (tenant.ApiKeyVariable is { } variable) json.WriteString("apiKey", SecretReference.Prefix + variable);
            WriteTexts(json, "headers", tenant.Headers);
            if (tenant.NetworkDelay is { } delay) json.WriteString("networkDelay", DistributionText.Format(delay, DistributionUnit.Time));
            if (tenant.Models.Count > 0) WriteNames(json, "models", tenant.Models);
            if (tenant.Providers.Count > 0) WriteNames(json, "providers", tenant.Providers);
            json.WriteBoolean("respectPlan", tenant.RespectsPlan);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Of a group whose endpoint has a model.</summary>
    public static void WriteModels(Utf8JsonWriter json, RequestGroup group)
    {
        if (group.Catalogue is { } pattern)
        {
            json.WriteString("catalogue", pattern);
            return;
        }

        if (group.Models.Count == 0)
        {
            json.WriteString("model", group.Model);
            return;
        }

        json.WriteStartArray("models");
        foreach (WeightedModel model in group.Models)
        {
            json.WriteStartObject();
            json.WriteString("name", model.Name);
            json.WriteNumber("weight", model.Weight);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteGroup(Utf8JsonWriter json, RequestGroup group)
    {
        if (group.PromptTokens is { } tokens) json.WriteString("promptTokens", DistributionText.Format(tokens, DistributionUnit.Count));
        if (group.Distinct is { } distinct) json.WriteNumber("distinct", distinct);
        if (group.Budget is { } budget)
        {
            json.WriteStartObject("tokenBudget");
            json.WriteNumber("context", budget.Context);
            json.WriteNumber("leastOutput", budget.LeastOutput);
            json.WriteNumber("charactersPerToken", budget.CharactersPerToken);
            json.WriteEndObject();
        }

        if (group.SendsRequestId) json.WriteBoolean("requestId", true);
        if (group.SendsIdempotencyKey) json.WriteBoolean("idempotencyKey", true);
        if (group.Metadata.Count > 0) WriteTexts(json, "metadata", group.Metadata);
        if (group.CancelAfter is { } after) json.WriteString("cancelAfter", DurationText.Format(after));
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> texts)
    {
        json.WriteStartObject(name);
        foreach ((string key, string text) in texts) json.WriteString(key, text);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string member, IReadOnlyList<string> names)
    {
        json.WriteStartArray(member);
        foreach (string name in names) json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
