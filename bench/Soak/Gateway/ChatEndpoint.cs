namespace HotPath.Soak.Gateway;

/// <summary>POST /v1/chat/completions, streamed and not.</summary>
internal sealed class ChatEndpoint(GatewayState state)
{
    /// <summary>A request's header that asks for a stamp before each token: see <see cref="ChunkRenderer.WriteStamp"/>. Its value is <see cref="StampDue"/>.</summary>
    public const string StampHeader = "X-HotPath-Stamp";

    public const string StampDue = "due";

    public async ValueTask<JsonReply?> HandleAsync(HttpContext context, long arrivedAt)
    {
        (RequestBody body, OpenAiError? error) = await RequestBody.ReadAsync(context.Request);
        ChatRequest? request = null;
        using (body)
        {
            if (error is null) (request, error) = ChatRequest.Read(body.Utf8);
        }

        if (request is null) return JsonReply.Of(error!, arrivedAt);
        if (Rejection.Of(context, state, request.Seed, arrivedAt) is { } rejection) return rejection;
        if (!request.Stream) return InOnePiece(request, arrivedAt);

        await StreamAsync(context, request, arrivedAt);
        return null;
    }

    private async Task StreamAsync(HttpContext context, ChatRequest request, long arrivedAt)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";

        ChatStream stream = new(context, state, request, arrivedAt) { IsStamped = context.Request.Headers[StampHeader] == StampDue };
        state.Counters.CountAnswer(GatewayRoute.Chat, StatusCodes.Status200OK);
        stream.Start();
        using CancellationTokenRegistration registration =
            context.RequestAborted.UnsafeRegister(static stream => ((ChatStream)stream!).Leave(), stream);
        await stream.Ended;
    }

    private JsonReply InOnePiece(ChatRequest request, long arrivedAt)
    {
        StreamPlan plan = new(state.Settings, state.Faults.Current, request.Seed, request.MaxTokens);
        plan.MoveToLast();
        long completion = state.NextCompletion();
        return new JsonReply(
            StatusCodes.Status200OK,
            arrivedAt + plan.DueNanoseconds,
            body => ChatCompletion.Write(body, request, plan, completion, DateTimeOffset.UtcNow.ToUnixTimeSeconds()),
            plan.Tokens);
    }
}
