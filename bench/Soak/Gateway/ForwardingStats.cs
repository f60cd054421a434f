using System.Text.Json;
using HotPath.Soak.Gateway.Cache;
using HotPath.Soak.Gateway.Providers;

namespace HotPath.Soak.Gateway;

/// <summary>What <c>/stats</c> says of providers, cache and Idempotency-Keys; nothing where requests do not go that way.</summary>
internal static class ForwardingStats
{
    /// <param name="now">In nanoseconds of <see cref="TokenWheel.Now"/>.</param>
    public static void Write(Utf8JsonWriter json, Forwarding forwarding, long now)
    {
        if (!forwarding.IsOn) return;

        BoardCounts counts = forwarding.Providers.Read(now);
        json.WriteStartObject("providers");
        foreach (ProviderCounts provider in counts.Providers)
        {
            json.WriteStartObject(provider.Name);
            json.WriteNumber("attempts", provider.Attempts);
            json.WriteNumber("served", provider.Served);
            json.WriteNumber("failed", provider.Failed);
            json.WriteNumber("refused", provider.Refused);
            json.WriteNumber("left", provider.Left);
            json.WriteNumber("inFlight", provider.InFlight);
            json.WriteNumber("answers", provider.Answers);
            json.WriteNumber("tokens", provider.Tokens);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteNumber("upstreamCalls", counts.UpstreamCalls);
        json.WriteNumber("failovers", counts.Failovers);
        json.WriteNumber("breakerOpened", counts.BreakerOpened);
        if (forwarding.Cache.Settings is not null)
        {
            json.WriteStartObject("cache");
            CacheEndpoint.WriteCounts(json, forwarding.Cache.Counts);
            json.WriteEndObject();
        }

        if (!forwarding.Idempotency.IsOn) return;

        json.WriteStartObject("idempotency");
        json.WriteNumber("replayed", forwarding.Idempotency.Replayed);
        json.WriteEndObject();
    }
}
