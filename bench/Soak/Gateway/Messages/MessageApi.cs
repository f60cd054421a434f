using System.Buffers;

namespace HotPath.Soak.Gateway.Messages;

/// <summary>/v1/messages, as Anthropic has it.</summary>
internal sealed class MessageApi : AnswerApi
{
    public override GatewayRoute Route => GatewayRoute.Messages;

    public override (AnswerRequest? Request, OpenAiError? Error) Read(ReadOnlySpan<byte> body) => MessageRequest.Read(body);

    public override AnswerRenderer NewRenderer() => new MessageRenderer();

    public override void WriteWhole(IBufferWriter<byte> output, AnswerRequest request, StreamPlan plan, long completion, long createdAt)
    {
        WriteHead(output, request, plan, completion);
        output.Write("\"content\":[{\"type\":\"text\",\"text\":\""u8);
        plan.Text.Write(output);
        output.Write("\",\"citations\":null}],\"stop_reason\":\""u8);
        output.Write(StopReason(plan.IsCapped));
        output.Write("\",\"stop_sequence\":null,"u8);
        WriteUsage(output, request, plan.UsageTokens);
        output.Write("}"u8);
    }

    public static ReadOnlySpan<byte> StopReason(bool isCapped) => isCapped ? "max_tokens"u8 : "end_turn"u8;

    /// <summary>Writes a message up to the comma before its content.</summary>
    public static void WriteHead(IBufferWriter<byte> output, AnswerRequest request, StreamPlan plan, long completion)
    {
        output.Write("{\"id\":\""u8);
        output.Write(AnswerMark.IdOf("msg_hotpath-"u8, completion, plan.Tokens));
        output.Write("\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\""u8);
        output.Write(request.Model.Json);
        output.Write("\",\"container\":null,"u8);
    }

    /// <param name="tokens">Of the answer, so far.</param>
    public static void WriteUsage(IBufferWriter<byte> output, AnswerRequest request, int tokens)
    {
        output.Write("\"usage\":{\"input_tokens\":"u8);
        JsonNumber.Write(output, request.PromptTokens);
        output.Write(",\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"cache_creation\":null,\"server_tool_use\":null,\"service_tier\":\"standard\",\"output_tokens\":"u8);
        JsonNumber.Write(output, tokens);
        output.Write("}"u8);
    }
}
