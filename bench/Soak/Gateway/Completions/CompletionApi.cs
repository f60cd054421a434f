using System.Buffers;

namespace HotPath.Soak.Gateway.Completions;

/// <summary>/v1/completions.</summary>
internal sealed class CompletionApi : AnswerApi
{
    public static ReadOnlySpan<byte> IdPrefix => "cmpl-"u8;

    public override GatewayRoute Route => GatewayRoute.Completions;

    public override (AnswerRequest? Request, OpenAiError? Error) Read(ReadOnlySpan<byte> body) => CompletionRequest.Read(body);

    public override AnswerRenderer NewRenderer() => new CompletionRenderer();

    public override void WriteWhole(IBufferWriter<byte> output, AnswerRequest request, StreamPlan plan, long completion, long createdAt)
    {
        WriteHead(output, request, plan.Tokens, CompletionId.Of(IdPrefix, completion), createdAt);
        output.Write("\"choices\":[{\"text\":\""u8);
        plan.Text.Write(output);
        output.Write("\",\"index\":0,\"logprobs\":null,\"finish_reason\":\""u8);
        output.Write(plan.IsCapped ? "length"u8 : "stop"u8);
        output.Write("\"}],"u8);
        ChatUsage.Write(output, request.PromptTokens, plan.UsageTokens);
        output.Write("}"u8);
    }

    /// <summary>Writes what an answer and each of its events begin with, up to the comma before the choices.</summary>
    public static void WriteHead(IBufferWriter<byte> output, AnswerRequest request, int tokens, ReadOnlySpan<byte> id, long createdAt)
    {
        output.Write("{\"id\":\""u8);
        output.Write(id);
        output.Write("\",\"object\":\"text_completion\",\"created\":"u8);
        JsonNumber.Write(output, createdAt);
        output.Write(",\"model\":\""u8);
        output.Write(request.Model.Json);
        output.Write("\",\"system_fingerprint\":\""u8);
        AnswerMark.WriteFingerprint(output, tokens);
        output.Write("\","u8);
    }
}
