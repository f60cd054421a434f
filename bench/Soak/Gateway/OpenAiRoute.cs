namespace HotPath.Soak.Gateway;

/// <summary>
/// What every endpoint under /v1 does alike: asks for method and key, waits for the answer's moment and for the end of a stall, counts,
/// answers. Its handler makes the answer, or returns null when it has answered by itself.
/// </summary>
internal sealed class OpenAiRoute(
    GatewayRoute route,
    string method,
    GatewayState state,
    Func<HttpContext, long, ValueTask<JsonReply?>> handle)
{
    /// <summary>What nginx logs for a client that left before it was answered; such an answer is counted and not sent.</summary>
    private const int ClientLeft = StatusCodes.Status499ClientClosedRequest;

    public async Task InvokeAsync(HttpContext context)
    {
        long arrivedAt = state.Wheel.Now;

        OpenAiError? refusal = Refuse(context);
        JsonReply? reply = refusal is null ? await handle(context, arrivedAt) : JsonReply.Of(refusal, arrivedAt);

        if (reply is not null) await AnswerAsync(context, reply);
    }

    private OpenAiError? Refuse(HttpContext context)
    {
        if (context.Request.Method == method) return state.Keys.Refuse(context.Request.Headers.Authorization);

        context.Response.Headers.Allow = method;
        return OpenAiError.WrongMethod(context.Request.Method, method, context.Request.Path);
    }

    private async Task AnswerAsync(HttpContext context, JsonReply reply)
    {
        await WaitAsync(reply.DueAt, context.RequestAborted);
        if (context.RequestAborted.IsCancellationRequested)
        {
            state.Counters.CountAnswer(route, ClientLeft);
            return;
        }

        state.Counters.CountAnswer(route, reply.Status);
        if (reply.CompletedTokens > 0) state.Counters.CountCompletedTokens(reply.CompletedTokens);
        await reply.SendAsync(context);
    }

    private async Task WaitAsync(long dueAt, CancellationToken clientLeft)
    {
        await state.Wheel.WaitUntilAsync(dueAt, clientLeft);
        while (!clientLeft.IsCancellationRequested)
        {
            long now = state.Wheel.Now;
            long heldUntil = state.Faults.HeldUntil(now);
            if (heldUntil == now) return;

            await state.Wheel.WaitUntilAsync(heldUntil, clientLeft);
        }
    }
}
