using System.Text.Json;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Providers;

/// <summary>
/// GET /admin/providers: those in force as a scenario's <c>gateway</c> has them, and how each stands. POST: puts others in the place of all,
/// with routing and failover; what is left out is as it is in a scenario that leaves it out.
/// </summary>
internal sealed class ProvidersEndpoint(GatewayState state)
{
    public Task GetAsync(HttpContext context)
    {
        Answer(context);
        return Task.CompletedTask;
    }

    public async Task SetAsync(HttpContext context)
    {
        (RequestBody body, OpenAiError? error) = await RequestBody.ReadAsync(context.Request);
        UpstreamReading? reading = null;
        using (body)
        {
            if (error is null) reading = ScenarioReader.ReadUpstreams(body.Utf8, "providers");
        }

        if (reading?.Settings is not { } settings)
        {
            JsonReply.Of(error ?? OrderError.Of(reading!.Problems), 0).Send(context.Response);
            return;
        }

        state.Forwarding.SetUpstreams(settings);
        Answer(context);
    }

    private void Answer(HttpContext context)
    {
        ProviderBoard board = state.Forwarding.Providers;
        BoardCounts counts = board.Read(state.Wheel.Now);
        JsonReply.Of(StatusCodes.Status200OK, 0, json =>
        {
            json.WriteStartObject();
            UpstreamsWriter.WriteMembers(json, board.InForce);
            json.WriteStartObject("state");
            foreach (ProviderCounts provider in counts.Providers)
            {
                json.WriteStartObject(provider.Name);
                json.WriteNumber("inFlight", provider.InFlight);
                if (provider.Breaker is { } breaker) json.WriteString("breaker", JsonNamingPolicy.CamelCase.ConvertName(breaker.ToString()));
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }).Send(context.Response);
    }
}
