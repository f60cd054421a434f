using System.Runtime.CompilerServices;
using HotPath.Soak.Gateway.Cache;
using HotPath.Soak.Gateway.Messages;

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

    public Task InvokeAsync(HttpContext context) => ServeAsync(context).AsTask();

    // A task and a pooled state machine, of which a request that waits allocates the first: half of what both take in one.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ServeAsync(HttpContext context)
    {
        long arrivedAt = state.Wheel.Now;

        RequestId.Answer(context, always: state.Admissions.HasPolicy);
        OpenAiError? refusal = Refuse(context);
        if (refusal is null && method == HttpMethods.Post && state.Faults.ReadDelay() is long delay and > 0)
        {
            state.Counters.CountFault(FaultKind.SlowRead);
            await state.Wheel.WaitUntilAsync(arrivedAt + delay, context.RequestAborted);
            arrivedAt = state.Wheel.Now; // the answer's pace counts from where its body is read
        }

        if (refusal is null && state.Forwarding.ComparesRequests && method == HttpMethods.Post) await RequestFingerprint.TakeAsync(context, route);
        JsonReply? reply = refusal is null ? await handle(context, arrivedAt) : JsonReply.Of(refusal, arrivedAt);
        if (reply is null) return;
        if (route == GatewayRoute.Messages && reply.Error is { } error) reply = reply with { WriteTo = AnthropicError.WriterOf(error) };

        // Who is answered at once has had no time to leave; to ask would cost a token source a request.
        if (!MayGo(reply, state.Wheel.Now) && !await WaitAsync(reply, context.RequestAborted))
        {
            state.Counters.CountAnswer(route, ClientLeft);
            reply.Watch?.Over(ServingEnd.Abandoned, tokens: 0);
            return;
        }

        state.Counters.CountAnswer(route, reply.Status);
        if (reply.CompletedTokens > 0) state.Counters.CountCompletedTokens(reply.CompletedTokens);
        reply.Send(context.Response);
        reply.Watch?.Over(ServingEnd.Completed, reply.CompletedTokens);
    }

    private OpenAiError? Refuse(HttpContext context)
    {
        if (context.Request.Method == method) return state.Admissions.Refuse(context.Request.Headers);

        context.Response.Headers.Allow = method;
        return OpenAiError.WrongMethod(context.Request.Method, method, context.Request.Path);
    }

    private bool MayGo(JsonReply reply, long now) => reply.DueAt <= now && state.Faults.HeldUntil(now) == now;

    /// <returns>False: the client left.</returns>
    private async ValueTask<bool> WaitAsync(JsonReply reply, CancellationToken clientLeft)
    {
        long until = reply.DueAt;
        while (true)
        {
            await state.Wheel.WaitUntilAsync(until, clientLeft);
            if (clientLeft.IsCancellationRequested) return false;

            long now = state.Wheel.Now;
            long heldUntil = state.Faults.HeldUntil(now);
            if (heldUntil == now)
            {
                state.Pacing.Late.Record(now - until);
                return true;
            }

            until = heldUntil;
        }
    }
}
