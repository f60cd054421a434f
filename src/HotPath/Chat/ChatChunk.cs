namespace HotPath.Chat;

/// <summary>What one chat-completion object says, read by <see cref="ChatChunkReader"/>.</summary>
/// <remarks>
/// All text is UTF-8 with its JSON escapes undone. The spans are valid until the reader's next
/// <see cref="ChatChunkReader.TryRead"/>, and no longer than the JSON they were read from.
/// </remarks>
public readonly ref struct ChatChunk
{
    /// <summary>Text of choice 0; empty when there is none, as in a first delta that only names the role.</summary>
    public ReadOnlySpan<byte> Content { get; internal init; }

    /// <summary>Reasoning of choice 0: <c>reasoning_content</c>, or <c>reasoning</c> where that is empty.</summary>
    public ReadOnlySpan<byte> ReasoningContent { get; internal init; }

    /// <summary>Whether choice 0 brought text: an empty string is not content.</summary>
    public bool HasContent => !Content.IsEmpty;

    /// <summary>Whether choice 0 brought reasoning: an empty string is none.</summary>
    public bool HasReasoning => !ReasoningContent.IsEmpty;

    /// <summary>Whether choice 0 brought at least one tool call.</summary>
    public bool HasToolCalls { get; internal init; }

    /// <summary>Why choice 0 ended, such as <c>stop</c>; empty while it goes on.</summary>
    public ReadOnlySpan<byte> FinishReason { get; internal init; }

    /// <summary>How many choices the object holds: one for each answer, 0 in a chunk that carries only usage.</summary>
    public int ChoiceCount { get; internal init; }

    /// <summary>Whether the object holds at least one token count; <c>"usage":null</c> and <c>"usage":{}</c> hold none.</summary>
    public bool HasUsage { get; internal init; }

    /// <summary>Tokens of the prompt; 0 when not given.</summary>
    public long PromptTokens { get; internal init; }

    /// <summary>Tokens generated; 0 when not given.</summary>
    public long CompletionTokens { get; internal init; }

    /// <summary>The gateway's own sum, not checked against the other counts; 0 when not given.</summary>
    public long TotalTokens { get; internal init; }

    /// <summary>Whether the object reports an error in band: <c>error</c> is an object or a string, or <c>object</c> is <c>"error"</c>.</summary>
    public bool HasError { get; internal init; }

    /// <summary>The error's message; empty when there is no error, or it has no message.</summary>
    public ReadOnlySpan<byte> ErrorMessage { get; internal init; }

    /// <summary>The model that answered; empty when not given as a string.</summary>
    public ReadOnlySpan<byte> Model { get; internal init; }

    /// <summary>The completion's id; empty when not given as a string.</summary>
    public ReadOnlySpan<byte> Id { get; internal init; }

    /// <summary>What the gateway says it runs on; empty when not given as a string.</summary>
    public ReadOnlySpan<byte> SystemFingerprint { get; internal init; }
}
