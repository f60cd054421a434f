using System.Text.Json;
using HotPath.Analysis.Words;
using HotPath.Soak.Scenarios.Parts.Gateway;

namespace HotPath.Soak.Scenarios;

/// <summary>Writes what is behind a gateway, and which of its answers it gives again; what is not there is left out.</summary>
internal static class UpstreamsWriter
{
    public static void Write(Utf8JsonWriter json, GatewaySettings gateway)
    {
        WriteMembers(json, gateway.Upstreams);
        if (gateway.Cache is { } cache)
        {
            json.WriteStartObject("cache");
            WriteMembers(json, cache);
            json.WriteEndObject();
        }

        if (gateway.Idempotency is { } idempotency)
        {
            json.WriteStartObject("idempotency");
            WriteDuration(json, "ttl", idempotency.TimeToLive);
            json.WriteEndObject();
        }
    }

    /// <summary>Within an object.</summary>
    public static void WriteMembers(Utf8JsonWriter json, CacheSettings cache)
    {
        WriteDuration(json, "ttl", cache.TimeToLive);
        json.WriteNumber("entries", cache.Entries);
        json.WriteBoolean("perTenant", cache.PerTenant);
        json.WriteBoolean("coalesce", cache.Coalesce);
    }

    /// <summary>Within an object.</summary>
    public static void WriteMembers(Utf8JsonWriter json, UpstreamSettings upstreams)
    {
        if (upstreams.Providers.Count == 0) return; // the others mean nothing then

        json.WriteStartArray("providers");
        foreach (ProviderSettings provider in upstreams.Providers)
        {
            WriteProvider(json, provider);
        }

        json.WriteEndArray();
        WriteRouting(json, upstreams.Routing);
        if (upstreams.Failover is { } failover) WriteFailover(json, failover);
    }

    private static void WriteProvider(Utf8JsonWriter json, ProviderSettings provider)
    {
        json.WriteStartObject();
        json.WriteString("name", provider.Name);
        json.WriteNumber("weight", provider.Weight);
        if (provider.Price is { } price) json.WriteNumber("price", price);
        if (provider.Region is { } region) json.WriteString("region", region);
        if (provider.Models.Count > 0) WriteTexts(json, "models", provider.Models);
        if (provider.TimeToFirstToken is { } ttft) json.WriteString("ttft", DistributionText.Format(ttft, DistributionUnit.Time));
        if (provider.InterTokenLatency is { } itl) json.WriteString("itl", DistributionText.Format(itl, DistributionUnit.Time));
        if (provider.Capacity is { } capacity) json.WriteNumber("capacity", capacity);
        json.WriteNumber("errorRate", provider.ErrorRate);
        json.WriteNumber("errorStatus", provider.ErrorStatus);
        json.WriteStartArray("faults");
        foreach (ProviderFault fault in provider.Faults)
        {
            json.WriteStartObject();
            WriteDuration(json, "at", fault.At);
            WriteDuration(json, "for", fault.For);
            json.WriteString("kind", ProvidersPart.NameOf(fault.Kind));
            if (fault.Kind is ProviderFaultKind.Slow) WriteDuration(json, "by", fault.By);
            else json.WriteNumber("status", fault.Status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRouting(Utf8JsonWriter json, RoutingSettings routing)
    {
        json.WriteStartObject("routing");
        json.WriteString("policy", RoutingPart.NameOf(routing.Policy));
        json.WriteStartObject("models");
        foreach (ModelRoute route in routing.Models)
        {
            WriteTexts(json, route.Model, route.Providers);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFailover(Utf8JsonWriter json, FailoverSettings failover)
    {
        json.WriteStartObject("failover");
        json.WriteNumber("attempts", failover.Attempts);
        if (failover.Timeout is { } timeout) WriteDuration(json, "timeout", timeout);
        json.WriteStartArray("on");
        foreach (int status in failover.On)
        {
            json.WriteNumberValue(status);
        }

        json.WriteEndArray();
        if (failover.Breaker is { } breaker)
        {
            json.WriteStartObject("breaker");
            json.WriteNumber("failures", breaker.Failures);
            WriteDuration(json, "open", breaker.Open);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteDuration(Utf8JsonWriter json, string name, TimeSpan value) => json.WriteString(name, DurationText.Format(value));

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
