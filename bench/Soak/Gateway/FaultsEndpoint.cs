using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>/admin/faults: GET says what is in force; POST puts other faults in force for what comes; a stream that has begun keeps its cut, a stall holds all, and rejections are counted anew.</summary>
internal sealed class FaultsEndpoint(GatewayState state)
{
    public Task GetAsync(HttpContext context)
    {
        Send(context, state.Faults.Current, state.Wheel.Now);
        return Task.CompletedTask;
    }

    public async Task SetAsync(HttpContext context)
    {
        long calledAt = state.Wheel.Now;
        (RequestBody body, OpenAiError? error) = await RequestBody.ReadAsync(context.Request);
        GatewayFaults? faults = null;
        using (body)
        {
            if (error is null) (faults, error) = FaultsRequest.Read(body.Utf8);
        }

        if (faults is null)
        {
            JsonReply.Of(error!, calledAt).Send(context.Response);
            return;
        }

        state.Faults.Set(faults, state.Wheel.Now);
        Send(context, faults, calledAt);
    }

    private static void Send(HttpContext context, GatewayFaults faults, long calledAt) =>
        JsonReply.Of(StatusCodes.Status200OK, calledAt, json => FaultsWriter.Write(json, faults)).Send(context.Response);
}
