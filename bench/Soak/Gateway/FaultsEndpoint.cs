using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>POST /admin/faults: puts other faults in force for what comes; a stream that has begun keeps its cut, a stall holds all, and rejections are counted anew.</summary>
internal sealed class FaultsEndpoint(GatewayState state)
{
    public async Task InvokeAsync(HttpContext context)
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
        JsonReply.Of(StatusCodes.Status200OK, calledAt, json => FaultsWriter.Write(json, faults)).Send(context.Response);
    }
}
