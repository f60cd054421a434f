using System.Text.Json;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>POST /admin/faults: puts other faults in force for what comes; a stream that has begun keeps its cut, a stall holds all, and rejections are counted anew.</summary>
internal sealed class FaultsEndpoint(GatewayState state)
{
    public async Task InvokeAsync(HttpContext context)
    {
        long calledAt = state.Wheel.Now;
        (JsonDocument? document, OpenAiError? error) = await RequestReader.ParseAsync(context.Request);
        GatewayFaults? faults = null;
        if (document is not null)
        {
            using (document)
            {
                (faults, error) = FaultsRequest.Read(document.RootElement);
            }
        }

        if (faults is null)
        {
            await JsonReply.Of(error!, calledAt).SendAsync(context);
            return;
        }

        state.Faults.Set(faults, state.Wheel.Now);
        await new JsonReply(StatusCodes.Status200OK, calledAt, json => JsonSerializer.Serialize(json, faults, JsonSerializerOptions.Web))
            .SendAsync(context);
    }
}
