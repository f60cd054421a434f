using System.Globalization;
using System.Text.Json;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Gateway;

/// <summary>GET /stats: what this gateway did and what it cost, for a load generator to compare with.</summary>
internal sealed class StatsEndpoint(GatewayState state)
{
    public Task InvokeAsync(HttpContext context) => new JsonReply(StatusCodes.Status200OK, 0, Write).SendAsync(context);

    private void Write(Utf8JsonWriter json)
    {
        GatewayCounters counters = state.Counters;
        json.WriteStartObject();

        json.WriteStartObject("requests");
        foreach (GatewayRoute route in Enum.GetValues<GatewayRoute>())
        {
            json.WriteStartObject(JsonNamingPolicy.CamelCase.ConvertName(route.ToString()));
            foreach ((int status, long count) in counters.AnswersOf(route))
            {
                json.WriteNumber(status.ToString(CultureInfo.InvariantCulture), count);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();

        StreamCounts streams = counters.Streams;
        json.WriteStartObject("streams");
        json.WriteNumber("opened", streams.Opened);
        json.WriteNumber("completed", streams.Completed);
        json.WriteNumber("cut", streams.Cut);
        json.WriteNumber("abandoned", streams.Abandoned);
        json.WriteNumber("open", streams.Open);
        json.WriteEndObject();

        json.WriteNumber("tokens", counters.Tokens);
        json.WriteNumber("completedTokens", counters.CompletedTokens);

        json.WritePropertyName("process");
        JsonSerializer.Serialize(json, ProcessSample.Read(), JsonSerializerOptions.Web);

        json.WriteStartObject("wheel");
        json.WriteNumber("maxLagMs", state.Wheel.MaxLagMs);
        json.WriteNumber("meanLagMs", state.Wheel.MeanLagMs);
        json.WriteEndObject();

        json.WriteEndObject();
    }
}
