using System.Text;
using HotPath.Chat;

namespace HotPath.Tests.Chat;

/// <summary>A <see cref="ChatChunk"/> copied out, so that two can be compared and shown.</summary>
internal sealed record ReadChunk(
    string Content, string Reasoning, string FinishReason, int ChoiceCount, bool HasToolCalls,
    bool HasUsage, long PromptTokens, long CompletionTokens, long TotalTokens,
    bool HasError, string ErrorMessage, string Model, string Id, string SystemFingerprint)
{
    /// <returns>Null when the reader says it cannot read it.</returns>
    public static ReadChunk? From(ChatChunkReader reader, ReadOnlySpan<byte> json)
    {
        if (!reader.TryRead(json, out ChatChunk chunk)) return null;

        Assert.Equal(!chunk.Content.IsEmpty, chunk.HasContent);
        Assert.Equal(!chunk.ReasoningContent.IsEmpty, chunk.HasReasoning);
        return new ReadChunk(
            Text(chunk.Content), Text(chunk.ReasoningContent), Text(chunk.FinishReason), chunk.ChoiceCount, chunk.HasToolCalls,
            chunk.HasUsage, chunk.PromptTokens, chunk.CompletionTokens, chunk.TotalTokens,
            chunk.HasError, Text(chunk.ErrorMessage), Text(chunk.Model), Text(chunk.Id), Text(chunk.SystemFingerprint));
    }

    public static ReadChunk? From(string json) => From(new ChatChunkReader(), Encoding.UTF8.GetBytes(json));

    private static string Text(ReadOnlySpan<byte> utf8) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8);
}
