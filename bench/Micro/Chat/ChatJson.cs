using System.Text.Json.Serialization;

namespace HotPath.Micro.Chat;

internal sealed record ChatRequest(
    string Model, int MaxTokens, bool Stream, StreamOptions StreamOptions, ChatMessage[] Messages, long Seed);

internal sealed record StreamOptions(bool IncludeUsage);

internal sealed record ChatMessage(string Role, string Content);

internal sealed record ChatCompletionChunk(
    string Id, string Object, long Created, string Model, ChunkChoice[] Choices, ChunkUsage? Usage);

internal sealed record ChunkChoice(int Index, ChunkDelta Delta, string? FinishReason);

internal sealed record ChunkDelta(string? Role, string? Content, string? ReasoningContent);

internal sealed record ChunkUsage(int PromptTokens, int CompletionTokens, int TotalTokens);

/// <summary>What a user would write without HotPath: records for the members needed, and generated code for them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChatRequest))]
[JsonSerializable(typeof(ChatCompletionChunk))]
internal sealed partial class ChatJsonContext : JsonSerializerContext;
