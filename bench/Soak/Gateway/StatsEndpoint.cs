using System.Globalization;
using System.Text.Json;
using HotPath.Recording;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Gateway;

/// <summary>GET /stats: what this gateway did and what it cost, for a load generator to compare with; with <c>?windows</c> what each limit decided window by window.</summary>
internal sealed class StatsEndpoint(GatewayState state)
{
    private const double NanosecondsPerMs = 1e6;

    private readonly HistogramSnapshot _late = new();
    private readonly PauseText _pauses = new(GcPauses.Own.Pauses);
    private readonly PauseText _requestedPauses = new(GcPauses.Own.RequestedPauses);

    public Task InvokeAsync(HttpContext context)
    {
        bool withWindows = context.Request.Query.ContainsKey("windows");
        JsonReply.Of(StatusCodes.Status200OK, 0, json => Write(json, withWindows)).Send(context.Response);
        return Task.CompletedTask;
    }

    private void Write(Utf8JsonWriter json, bool withWindows)
    {
        json.WriteStartObject();
        json.WriteString("startedAt", state.StartedAt);
        WriteRequests(json);
        WriteStreams(json);
        json.WriteNumber("tokens", state.Counters.Tokens);
        json.WriteNumber("completedTokens", state.Counters.CompletedTokens);
        WriteFaults(json);
        json.WritePropertyName("process");
        ProcessSample process = ProcessSample.Read() with { GcPauses = _pauses.Current, GcRequestedPauses = _requestedPauses.Current };
        JsonSerializer.Serialize(json, process, JsonSerializerOptions.Web);
        WritePacing(json);
        TenancyStats.Write(json, state.Admissions, withWindows);
        ForwardingStats.Write(json, state.Forwarding, state.Wheel.Now);
        json.WriteEndObject();
    }

    private void WriteRequests(Utf8JsonWriter json)
    {
        json.WriteStartObject("requests");
        foreach (GatewayRoute route in Enum.GetValues<GatewayRoute>())
        {
            json.WriteStartObject(JsonNamingPolicy.CamelCase.ConvertName(route.ToString()));
            foreach ((int status, long count) in state.Counters.AnswersOf(route))
            {
                json.WriteNumber(status.ToString(CultureInfo.InvariantCulture), count);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteStreams(Utf8JsonWriter json)
    {
        StreamCounts streams = state.Counters.Streams;
        json.WriteStartObject("streams");
        json.WriteNumber("opened", streams.Opened);
        json.WriteNumber("completed", streams.Completed);
        json.WriteNumber("cut", streams.Cut);
        json.WriteNumber("abandoned", streams.Abandoned);
        json.WriteNumber("open", streams.Open);
        json.WriteEndObject();
    }

    private void WriteFaults(Utf8JsonWriter json)
    {
        json.WriteStartObject("faults");
        foreach ((FaultKind kind, long count) in state.Counters.Faults)
        {
            json.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), count);
        }

        json.WriteEndObject();
    }

    private void WritePacing(Utf8JsonWriter json)
    {
        json.WriteStartObject("pacing");
        lock (_late)
        {
            state.Pacing.Late.CopyTo(_late);
            json.WriteNumber("lateP50Ms", _late.ValueAtPercentile(50) / NanosecondsPerMs);
            json.WriteNumber("lateP99Ms", _late.ValueAtPercentile(99) / NanosecondsPerMs);
            json.WriteNumber("lateMaxMs", _late.Max / NanosecondsPerMs);
        }

        json.WriteNumber("coalesced", state.Pacing.Coalesced);
        json.WriteNumber("held", state.Pacing.Held);
        json.WriteEndObject();
    }
}
