using System.Buffers;

namespace HotPath.Soak.Gateway;

/// <summary>/v1/chat/completions.</summary>
internal sealed class ChatApi : AnswerApi
{
    public override GatewayRoute Route => GatewayRoute.Chat;

    public override (AnswerRequest? Request, OpenAiError? Error) Read(ReadOnlySpan<byte> body) => ChatRequest.Read(body);

    public override AnswerRenderer NewRenderer() => new ChunkRenderer();

    public override void WriteWhole(IBufferWriter<byte> output, AnswerRequest request, StreamPlan plan, long completion, long createdAt) =>
        ChatCompletion.Write(output, request, plan, completion, createdAt);
}
