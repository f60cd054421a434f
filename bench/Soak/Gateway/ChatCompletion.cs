using System.Buffers;

namespace HotPath.Soak.Gateway;

/// <summary>Writes a chat answer in one piece; allocates nothing of its own.</summary>
internal static class ChatCompletion
{
    /// <param name="output">Where the body goes.</param>
    /// <param name="request">What it answers.</param>
    /// <param name="plan">Whose tokens it holds.</param>
    /// <param name="completion">Its number.</param>
    /// <param name="createdAt">Seconds since 1970.</param>
    public static void Write(IBufferWriter<byte> output, AnswerRequest request, StreamPlan plan, long completion, long createdAt)
    {
        output.Write("{\"id\":\""u8);
        CompletionId.Write(output, completion);
        output.Write("\",\"object\":\"chat.completion\",\"created\":"u8);
        JsonNumber.Write(output, createdAt);
        output.Write(",\"model\":\""u8);
        output.Write(request.Model.Json);
        output.Write("\",\"system_fingerprint\":\""u8);
        AnswerMark.WriteFingerprint(output, plan.Tokens);
        output.Write("\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""u8);
        plan.Text.Write(output);
        output.Write("\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\""u8);
        output.Write(plan.IsCapped ? "length"u8 : "stop"u8);
        output.Write("\"}],"u8);
        ChatUsage.Write(output, request.PromptTokens, plan.UsageTokens);
        output.Write("}"u8);
    }
}
