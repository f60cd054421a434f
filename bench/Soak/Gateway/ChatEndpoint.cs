using System.Runtime.CompilerServices;
using Microsoft.Extensions.ObjectPool;

namespace HotPath.Soak.Gateway;

/// <summary>An endpoint that answers with text, streamed and not: POST /v1/chat/completions and its like.</summary>
internal sealed class ChatEndpoint(GatewayState state, AnswerApi api)
{
    /// <summary>A request's header that asks for a stamp before each token: see <see cref="AnswerRenderer.WriteStamp"/>. Its value is <see cref="StampDue"/>.</summary>
    public const string StampHeader = "X-HotPath-Stamp";

    public const string StampDue = "due";

    /// <summary>More than that are open at once only in passing, and what was made for them is let go.</summary>
    private const int MostKept = 16_384;

    // What a streamed request allocates lives as long as its stream, so a collection has to copy it: a thousand of them at once hold
    // up all streams. Hence the pooled streams and state machines here.
    private readonly ObjectPool<ChatStream> _streams = new DefaultObjectPool<ChatStream>(new StreamPolicy(state, api), MostKept);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<JsonReply?> HandleAsync(HttpContext context, long arrivedAt)
    {
        (RequestBody body, OpenAiError? error) = await RequestBody.ReadAsync(context.Request);
        AnswerRequest? request = null;
        using (body)
        {
            if (error is null) (request, error) = api.Read(body.Utf8);
        }

        if (request is null) return JsonReply.Of(error!, arrivedAt);
        AskedFor asked = new(api.Route, request.Model, request.Seed)
        {
            PromptTokens = request.PromptTokens,
            MaxTokens = request.MaxTokens,
            Streams = request.Stream,
        };
        (JsonReply? refusal, Serving serving) = await state.Gate.PassAsync(context, asked, arrivedAt);
        if (refusal is not null) return refusal;
        if (!request.Stream) return InOnePiece(request, serving);

        await StreamAsync(context, request, serving);
        return null;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask StreamAsync(HttpContext context, AnswerRequest request, Serving serving)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";

        ChatStream stream = _streams.Get();
        state.Counters.CountAnswer(api.Route, StatusCodes.Status200OK);
        ValueTask<Task> written = stream.Start(context, request, serving, isStamped: context.Request.Headers[StampHeader] == StampDue);
        using (context.RequestAborted.UnsafeRegister(static stream => ((ChatStream)stream!).Leave(), stream))
        {
            await await written;
        }

        _streams.Return(stream); // one that failed is not kept
    }

    private JsonReply InOnePiece(AnswerRequest request, Serving serving)
    {
        StreamPlan plan = new(serving.Settings, serving.Faults, request.Seed, request.MaxTokens, streams: false);
        plan.MoveToLast();
        if (plan.Fault.Kind is { } fault) state.Counters.CountFault(fault);
        return new JsonReply(
            StatusCodes.Status200OK,
            serving.StartAt + plan.DueNanoseconds,
            body => api.WriteWhole(body, request, plan, serving.Completion, serving.CreatedAt),
            plan.Tokens)
        {
            Watch = serving.Watch,
        };
    }

    private sealed class StreamPolicy(GatewayState state, AnswerApi api) : PooledObjectPolicy<ChatStream>
    {
        public override ChatStream Create() => new(state, api.NewRenderer());

        public override bool Return(ChatStream stream) => stream.TryRelease();
    }
}
