using System.Text.Json;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Cache;

/// <summary>
/// GET /admin/cache: its settings and counts. POST: clears it (<c>clear</c>), turns it on or off (<c>enabled</c>), or gives it other settings,
/// named as a scenario's <c>gateway.cache</c> names them; what is left out stays as it is.
/// </summary>
internal sealed class CacheEndpoint(GatewayState state)
{
    public Task GetAsync(HttpContext context)
    {
        Answer(context);
        return Task.CompletedTask;
    }

    public async Task SetAsync(HttpContext context)
    {
        (RequestBody body, OpenAiError? error) = await RequestBody.ReadAsync(context.Request);
        CacheOrderReading? reading = null;
        using (body)
        {
            if (error is null) reading = ScenarioReader.ReadCacheOrder(body.Utf8, "cache", state.Forwarding.Cache.Settings);
        }

        if (reading?.Order is not { } order)
        {
            JsonReply.Of(error ?? OrderError.Of(reading!.Problems), 0).Send(context.Response);
            return;
        }

        state.Forwarding.SetCache(order);
        Answer(context);
    }

    /// <summary>Within an object.</summary>
    public static void WriteCounts(Utf8JsonWriter json, CacheCounts counts)
    {
        json.WriteNumber("hits", counts.Hits);
        json.WriteNumber("misses", counts.Misses);
        json.WriteNumber("bypass", counts.Bypass);
        json.WriteNumber("coalesced", counts.Coalesced);
        json.WriteNumber("entries", counts.Entries);
        json.WriteNumber("evicted", counts.Evicted);
    }

    private void Answer(HttpContext context)
    {
        ResponseCache cache = state.Forwarding.Cache;
        JsonReply.Of(StatusCodes.Status200OK, 0, json =>
        {
            json.WriteStartObject();
            CacheSettings? settings = cache.Settings;
            json.WriteBoolean("enabled", settings is not null);
            if (settings is not null) UpstreamsWriter.WriteMembers(json, settings);
            json.WriteStartObject("state");
            WriteCounts(json, cache.Counts);
            json.WriteEndObject();
            json.WriteEndObject();
        }).Send(context.Response);
    }
}
