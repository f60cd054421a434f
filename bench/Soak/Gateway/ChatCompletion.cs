using System.Buffers;
using System.Globalization;
using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway;

/// <summary>Writes a chat answer in one piece; allocates nothing of its own.</summary>
internal static class ChatCompletion
{
    private const int MaxTokenText = SimulatedText.MaxTokenBytes * JsonText.MaxExpansion;
    private const int MaxInt64Digits = 20;

    /// <param name="output">Where the body goes.</param>
    /// <param name="request">What it answers.</param>
    /// <param name="plan">Whose tokens it holds.</param>
    /// <param name="completion">Its number.</param>
    /// <param name="createdAt">Seconds since 1970.</param>
    public static void Write(IBufferWriter<byte> output, ChatRequest request, StreamPlan plan, long completion, long createdAt)
    {
        output.Write("{\"id\":\""u8);
        CompletionId.Write(output, completion);
        output.Write("\",\"object\":\"chat.completion\",\"created\":"u8);
        createdAt.TryFormat(output.GetSpan(MaxInt64Digits), out int digits, default, CultureInfo.InvariantCulture);
        output.Advance(digits);
        output.Write(",\"model\":\""u8);
        output.Write(request.Model.Json);
        output.Write("\",\"system_fingerprint\":\""u8);
        output.Write(ChunkRenderer.Fingerprint);
        ChunkRenderer.WriteTokensOfFingerprint(output, plan.Tokens);
        output.Write("\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""u8);
        WriteText(output, plan.Text);
        output.Write("\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\""u8);
        output.Write(plan.IsCapped ? "length"u8 : "stop"u8);
        output.Write("\"}],"u8);
        ChatUsage.Write(output, request.PromptTokens, plan.UsageTokens);
        output.Write("}"u8);
    }

    private static void WriteText(IBufferWriter<byte> output, AnswerText text)
    {
        Span<byte> token = stackalloc byte[SimulatedText.MaxTokenBytes];
        for (int place = 0; place < text.Count; place++)
        {
            int length = text.WriteToken(place, token);
            output.Advance(JsonText.Escape(token[..length], output.GetSpan(MaxTokenText)));
        }
    }
}
