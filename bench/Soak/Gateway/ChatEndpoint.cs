using System.Text;
using System.Text.Json;
using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway;

/// <summary>POST /v1/chat/completions, streamed and not.</summary>
internal sealed class ChatEndpoint(GatewayState state)
{
    public async ValueTask<JsonReply?> HandleAsync(HttpContext context, long arrivedAt)
    {
        (JsonDocument? document, OpenAiError? error) = await RequestReader.ParseAsync(context.Request);
        if (document is null) return JsonReply.Of(error!, arrivedAt);

        ChatRequest? request;
        using (document)
        {
            (request, error) = ChatRequest.Read(document.RootElement);
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

        ChatStream stream = new(context, state, request, arrivedAt);
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
        string id = state.NextCompletionId();
        return new JsonReply(
            StatusCodes.Status200OK,
            arrivedAt + plan.DueNanoseconds,
            json => Write(json, request, plan, id),
            plan.Tokens);
    }

    private static void Write(Utf8JsonWriter json, ChatRequest request, StreamPlan plan, string id)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("object", "chat.completion");
        json.WriteNumber("created", DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        json.WriteString("model", request.Model);
        json.WriteString("system_fingerprint", ChunkRenderer.Fingerprint);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", TextOf(request.Seed, plan.Tokens));
        json.WriteNull("refusal");
        json.WriteEndObject();
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", plan.IsCapped ? "length" : "stop");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", request.PromptTokens);
        json.WriteNumber("completion_tokens", plan.Tokens);
        json.WriteNumber("total_tokens", request.PromptTokens + plan.Tokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string TextOf(long seed, int tokens)
    {
        Span<byte> token = stackalloc byte[SimulatedText.MaxTokenBytes];
        StringBuilder text = new();
        for (int index = 0; index < tokens; index++)
        {
            text.Append(Encoding.UTF8.GetString(token[..SimulatedText.WriteToken(seed, index, token)]));
        }

        return text.ToString();
    }
}
